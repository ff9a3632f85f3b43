/** Resource policies and the service whose resources have them. Facts: CloudFormation Template Reference and the guides of the services, 2026-11. */
import type { Policy } from '../policy/model.ts';

export interface PolicyService {
  /** The prefix of the actions and ARNs that such a policy is about. */
  readonly prefix: string;
  /** The service is known to reject a policy with actions of others, or that no resource of it has. */
  readonly rejects: boolean;
  /** Resource types of which an action must take one, where that is known; else any of the service. */
  readonly resourceTypes?: readonly string[];
}

/** The service that a resource policy belongs to; `undefined` where the place does not tell. */
export function policyServiceOf({ source }: Policy): PolicyService | undefined {
  return SERVICES.get(source.owner.type);
}

const BUCKET: PolicyService = { prefix: 's3', rejects: true, resourceTypes: ['bucket', 'object'] };
const QUEUE: PolicyService = { prefix: 'sqs', rejects: true };
const TOPIC: PolicyService = { prefix: 'sns', rejects: true };

const SERVICES: ReadonlyMap<string, PolicyService> = new Map([
  ['AWS::S3::BucketPolicy', BUCKET],
  ['AWS::SQS::QueuePolicy', QUEUE],
  ['AWS::SQS::QueueInlinePolicy', QUEUE],
  ['AWS::SNS::TopicPolicy', TOPIC],
  ['AWS::SNS::TopicInlinePolicy', TOPIC],
  ...of('execute-api', 'AWS::ApiGateway::RestApi', 'AWS::Serverless::Api'),
  ...of('backup', 'AWS::Backup::BackupVault'),
  ...of('codeartifact', 'AWS::CodeArtifact::Domain', 'AWS::CodeArtifact::Repository'),
  ...of('dynamodb', 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'),
  ...of('ecr', 'AWS::ECR::Repository', 'AWS::ECR::RegistryPolicy'),
  ...of('ecr-public', 'AWS::ECR::PublicRepository'),
  ...of('elasticfilesystem', 'AWS::EFS::FileSystem'),
  ...of('es', 'AWS::Elasticsearch::Domain', 'AWS::OpenSearchService::Domain'),
  ...of('events', 'AWS::Events::EventBus', 'AWS::Events::EventBusPolicy'),
  ...of('kinesis', 'AWS::Kinesis::ResourcePolicy'),
  ...of('kms', 'AWS::KMS::Key', 'AWS::KMS::ReplicaKey'),
  ...of('logs', 'AWS::Logs::Destination', 'AWS::Logs::ResourcePolicy'),
  ...of('secretsmanager', 'AWS::SecretsManager::ResourcePolicy'),
]);

function of(prefix: string, ...types: readonly string[]): readonly (readonly [string, PolicyService])[] {
  return types.map((type) => [type, { prefix, rejects: false }]);
}
