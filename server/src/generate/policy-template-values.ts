/**
 * What a parameter of a SAM policy template is filled with. Source: the definitions of the policy templates (aws/serverless-application-model 1.110.0),
 * which say where in an ARN each parameter stands, and the return values of the resource types in the AWS CloudFormation User Guide, as of 2026-09.
 */
import type { NewValue } from '../edit/edit.ts';
import type { Scope } from '../template/template.ts';

/** Types of resource whose `Ref` (or `attribute`) is what the parameter asks for. */
interface Filler {
  readonly types: readonly string[];
  readonly attribute?: string;
}

const FILLERS: Readonly<Record<string, readonly Filler[]>> = {
  AccessPoint: [{ types: ['AWS::EFS::AccessPoint'] }],
  BucketName: [{ types: ['AWS::S3::Bucket'] }],
  CertificateArn: [{ types: ['AWS::CertificateManager::Certificate'] }],
  ClusterId: [{ types: ['AWS::EMR::Cluster'] }],
  CollectionId: [{ types: ['AWS::Rekognition::Collection'] }],
  DeliveryStreamName: [{ types: ['AWS::KinesisFirehose::DeliveryStream'] }],
  DomainName: [{ types: ['AWS::Elasticsearch::Domain', 'AWS::OpenSearchService::Domain'] }],
  EndpointConfigName: [{ types: ['AWS::SageMaker::EndpointConfig'], attribute: 'EndpointConfigName' }],
  EndpointName: [{ types: ['AWS::SageMaker::Endpoint'], attribute: 'EndpointName' }],
  EventBusName: [{ types: ['AWS::Events::EventBus'], attribute: 'Name' }],
  FileSystem: [{ types: ['AWS::EFS::FileSystem'] }],
  FunctionName: [{ types: ['AWS::Serverless::Function', 'AWS::Lambda::Function'] }],
  HostedZoneId: [{ types: ['AWS::Route53::HostedZone'] }],
  IdentityName: [{ types: ['AWS::SES::EmailIdentity'] }],
  KeyId: [{ types: ['AWS::KMS::Key'] }],
  LogGroupName: [{ types: ['AWS::Logs::LogGroup'] }],
  ParameterName: [{ types: ['AWS::SSM::Parameter'] }],
  PinpointApplicationId: [{ types: ['AWS::Pinpoint::App'] }],
  PipelineName: [{ types: ['AWS::CodePipeline::Pipeline'] }],
  QueueName: [{ types: ['AWS::SQS::Queue'], attribute: 'QueueName' }],
  RepositoryName: [{ types: ['AWS::CodeCommit::Repository'], attribute: 'Name' }],
  SecretArn: [{ types: ['AWS::SecretsManager::Secret'] }],
  StateMachineName: [{ types: ['AWS::Serverless::StateMachine', 'AWS::StepFunctions::StateMachine'], attribute: 'Name' }],
  StreamName: [{ types: ['AWS::Kinesis::Stream'] }],
  TableName: [{ types: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable', 'AWS::Serverless::SimpleTable'] }],
  TopicName: [{ types: ['AWS::SNS::Topic'], attribute: 'TopicName' }],
  WorkGroupName: [{ types: ['AWS::Athena::WorkGroup'] }],
};

export interface ParameterValue {
  readonly value: Extract<NewValue, { kind: 'ref' | 'getAtt' }>;
  /** `AWS::S3::Bucket` */
  readonly type: string;
}

/**
 * Values of the template's own resources for a parameter of a policy template, in the order of the template. A stream of a table is none:
 * its name is only a part of an attribute.
 */
export function findParameterValues(scope: Scope, policyTemplate: string, parameter: string): readonly ParameterValue[] {
  if (parameter === 'StreamName' && policyTemplate.startsWith('DynamoDB')) return [];
  const fillers = (Object.hasOwn(FILLERS, parameter) ? FILLERS[parameter] : undefined) ?? [];
  return [...scope.resources.values()].flatMap(({ logicalId, type }) =>
    fillers
      .filter(({ types }) => types.includes(type))
      .map(
        ({ attribute }): ParameterValue => ({
          type,
          value: attribute === undefined ? { kind: 'ref', logicalId } : { kind: 'getAtt', logicalId, attribute },
        }),
      ),
  );
}

/** Every filler, for the test that holds the table against the catalogue. */
export function parameterFillers(): readonly {
  readonly parameter: string;
  readonly type: string;
  readonly attribute: string | undefined;
}[] {
  return Object.entries(FILLERS).flatMap(([parameter, fillers]) =>
    fillers.flatMap(({ types, attribute }) => types.map((type) => ({ parameter, type, attribute }))),
  );
}
