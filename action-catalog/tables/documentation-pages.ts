/**
 * A service's page in the Service Authorization Reference is named after the service: `list_` and its name in lower case without
 * spaces and punctuation. This table holds the prefixes for which that is wrong, because several services share one prefix: '' for
 * those that have no page of their own.
 * Source: the reference's table of contents, from knowledge. Date: 2026-11. Licence of this table: MIT.
 */

export const DOCUMENTATION_PAGES: Readonly<Record<string, string>> = {
  'aws-marketplace': '',
  'aws-marketplace-management': '',
  'aws-portal': '',
  elasticloadbalancing: 'list_awselasticloadbalancingv2.html',
  ses: 'list_amazonsimpleemailservicev2.html',
  greengrass: 'list_awsiotgreengrassv2.html',
  kinesisanalytics: 'list_amazonkinesisanalyticsv2.html',
  lex: 'list_amazonlexv2.html',
};
