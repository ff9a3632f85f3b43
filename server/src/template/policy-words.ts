/**
 * Whether a text may hold policies or a template that takes some: a scan for the words that none can do without, before any parse.
 * Lock files, workflows and manifests of other tools have none of them.
 */
export function mayHoldPolicies(text: string): boolean {
  return policyWords.test(text) || serverlessWords.test(text);
}

const policyWords =
  /\bAWS::[A-Z]|AWSTemplateFormatVersion|\bPolicyDocument\b|\bStatement\\?["']?\s*:|\bEffect\\?["']?\s*:|\bx-amazon-apigateway-policy\b|\biamRoleStatements\b|\b20(?:12|08)-10-17\b|\b(?:Not)?Action\\?["']?\s*:\s*(?:\[\s*)?\\?["']?[a-z0-9-]+:[A-Z*]/;

const serverlessWords = /(?:^[ \t]*|[{,]\s*)["']?provider["']?\s*:/m;
