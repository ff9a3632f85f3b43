/**
 * What is true of single condition keys and is in no data. Source: AWS IAM User Guide, "AWS global condition context keys", "IAM policy
 * validation check reference" and the references of the services, from knowledge, in our own words. Date: 2026-11. Licence: MIT.
 */

/** The keys that stand for one which AWS no longer takes, the usual one first; `undefined` for a key that is up to date. */
export function replacementsOf(key: string): readonly string[] | undefined {
  return REPLACED.get(key.toLowerCase());
}

const REPLACED: ReadonlyMap<string, readonly string[]> = new Map([['aws:arn', ['aws:PrincipalArn', 'aws:SourceArn']]]);

/** Keys whose value the caller writes at will. */
export function isSetByCaller(key: string): boolean {
  return key === 'aws:useragent' || key === 'aws:referer';
}

/**
 * Keys that say to whom something belongs, so that a value which leaves out what tells one owner from another lets in strangers. Lower case.
 */
export function namesOwner(key: string): boolean {
  return OWNER_KEYS.has(key);
}

const OWNER_KEYS: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:resourceaccount',
  'aws:resourceorgid',
  'aws:resourceorgpaths',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
  'aws:sourcevpc',
  'aws:sourcevpce',
]);

/** Keys that mean something together with one of others only: private addresses repeat from network to network. Lower case. */
export function partnersOf(key: string): readonly string[] | undefined {
  return PARTNERS.get(key);
}

const PARTNERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws:vpcsourceip', ['aws:SourceVpc', 'aws:SourceVpce', 'aws:SourceVpcArn']],
  ['aws:ec2instancesourceprivateipv4', ['aws:Ec2InstanceSourceVpc', 'aws:SourceVpc']],
]);

/** Keys with the prefix of a service that are global all the same: who got the credentials of the request. Lower case. */
export function isOfEveryRequest(key: string): boolean {
  return CREDENTIAL_KEYS.has(key);
}

const CREDENTIAL_KEYS: ReadonlySet<string> = new Set([
  'ec2:roledelivery',
  'ec2:sourceinstancearn',
  'glue:credentialissuingservice',
  'glue:roleassumedby',
  'identitystore:userid',
  'lambda:sourcefunctionarn',
  'ssm:sourceinstancearn',
]);

/** Keys about whose resource the request is for, which says nothing in the policy of that very resource. Lower case. */
export function isOfOwnResource(key: string): boolean {
  return OWN_RESOURCE_KEYS.has(key);
}

const OWN_RESOURCE_KEYS: ReadonlySet<string> = new Set([
  'aws:resourceaccount',
  'aws:resourceorgid',
  'aws:resourceorgpaths',
  's3:resourceaccount',
]);

/**
 * Keys of the device connections that policies of AWS IoT Core are about; the Service Authorization Reference, which is of IAM policies, leaves them out
 * (AWS IoT Core Developer Guide, "AWS IoT Core policy variables"). Lower case.
 */
export function isOfDevice(key: string): boolean {
  return /^iot:(?:connection\.|certificate\.|clientid$|domainname$|thinggrouparn$)/.test(key);
}
