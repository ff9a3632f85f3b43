/**
 * How long policies may be. IAM does not count white space; the other services do, and CloudFormation hands them none.
 * Source: AWS's documentation: IAM User Guide "IAM and STS quotas"; Organizations User Guide "Quotas" (SCPs: 10,240 since 2026-05-15, before
 * 5,120); Developer Guides of SQS ("Policy quotas"), SNS ("API permissions": 30 KB), S3 ("Bucket policies": 20 KB), KMS ("Resource quotas"),
 * DynamoDB, PrivateLink; API References for the greatest length of `policyText` (ECR), `ResourcePolicy` (Secrets Manager), `Policy` (EFS),
 * `policyDocument` (CloudWatch Logs), `InlinePolicy` (IAM Identity Center). Date: 2026-11. Licence of this table: MIT.
 */

export interface PolicyQuota {
  /** Characters; of services that count bytes, bytes, which are no fewer. */
  readonly limit: number;
  /** What AWS raises it to on request; absent where it is fixed. */
  readonly raised?: number;
  /** Completes "… may have": `a managed policy`. */
  readonly what: string;
}

/** By CloudFormation type; of IAM's roles, users and groups the sum of their inline policies. */
export const POLICY_QUOTAS: Readonly<Record<string, PolicyQuota>> = {
  'AWS::IAM::ManagedPolicy': { limit: 6144, what: 'a managed policy' },
  'AWS::IAM::Role': { limit: 10240, what: 'the inline policies of a role together' },
  'AWS::IAM::RolePolicy': { limit: 10240, what: 'the inline policies of a role together' },
  'AWS::IAM::User': { limit: 2048, what: 'the inline policies of a user together' },
  'AWS::IAM::UserPolicy': { limit: 2048, what: 'the inline policies of a user together' },
  'AWS::IAM::Group': { limit: 5120, what: 'the inline policies of a group together' },
  'AWS::IAM::GroupPolicy': { limit: 5120, what: 'the inline policies of a group together' },
  'AWS::SSO::PermissionSet': { limit: 32768, what: 'the inline policy of a permission set' },
  'AWS::S3::BucketPolicy': { limit: 20480, what: 'a bucket policy' },
  'AWS::S3::AccessPoint': { limit: 20480, what: 'the policy of an access point' },
  'AWS::SQS::QueuePolicy': { limit: 8192, what: 'the policy of a queue' },
  'AWS::SQS::QueueInlinePolicy': { limit: 8192, what: 'the policy of a queue' },
  'AWS::SNS::TopicPolicy': { limit: 30720, what: 'the policy of a topic' },
  'AWS::SNS::TopicInlinePolicy': { limit: 30720, what: 'the policy of a topic' },
  'AWS::KMS::Key': { limit: 32768, what: 'a key policy' },
  'AWS::KMS::ReplicaKey': { limit: 32768, what: 'a key policy' },
  'AWS::ECR::Repository': { limit: 10240, what: 'the policy of a repository' },
  'AWS::ECR::RegistryPolicy': { limit: 10240, what: 'the policy of a registry' },
  'AWS::SecretsManager::ResourcePolicy': { limit: 20480, what: 'the policy of a secret' },
  'AWS::EFS::FileSystem': { limit: 20000, what: 'the policy of a file system' },
  'AWS::Logs::ResourcePolicy': { limit: 5120, what: 'a resource policy of CloudWatch Logs' },
  'AWS::DynamoDB::Table': { limit: 20480, what: 'the policy of a table' },
  'AWS::EC2::VPCEndpoint': { limit: 20480, what: 'the policy of an endpoint' },
};

/** By kind of policy, where the type does not decide. */
export const POLICY_QUOTAS_OF_KINDS: Readonly<Record<'trust' | 'scp' | 'rcp', PolicyQuota>> = {
  trust: { limit: 2048, raised: 8192, what: 'a trust policy' },
  scp: { limit: 10240, what: 'a service control policy' },
  rcp: { limit: 5120, what: 'a resource control policy' },
};
