/**
 * What a function usually does with a resource that its configuration names, least first. Hand-written, 2026-09; the test holds every name against
 * the catalogue.
 */
export interface UsualAccess {
  /** Types of resource. */
  readonly types: readonly string[];
  /** SAM policy templates to choose from, all with the same parameter. */
  readonly policyTemplates: readonly string[];
  readonly parameter: string;
  /** For a statement: the actions, and the resource types they act on. */
  readonly actions: readonly string[];
  readonly resourceTypes: readonly string[];
}

export const USUAL_ACCESS: readonly UsualAccess[] = [
  {
    types: ['AWS::S3::Bucket'],
    policyTemplates: ['S3ReadPolicy', 'S3WritePolicy', 'S3CrudPolicy'],
    parameter: 'BucketName',
    actions: ['s3:GetObject'],
    resourceTypes: ['s3:object'],
  },
  {
    types: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable', 'AWS::Serverless::SimpleTable'],
    policyTemplates: ['DynamoDBReadPolicy', 'DynamoDBWritePolicy', 'DynamoDBCrudPolicy'],
    parameter: 'TableName',
    actions: ['dynamodb:GetItem'],
    resourceTypes: ['dynamodb:table'],
  },
  {
    types: ['AWS::SQS::Queue'],
    policyTemplates: ['SQSSendMessagePolicy'],
    parameter: 'QueueName',
    actions: ['sqs:SendMessage'],
    resourceTypes: ['sqs:queue'],
  },
  {
    types: ['AWS::SNS::Topic'],
    policyTemplates: ['SNSPublishMessagePolicy'],
    parameter: 'TopicName',
    actions: ['sns:Publish'],
    resourceTypes: ['sns:topic'],
  },
  {
    types: ['AWS::SecretsManager::Secret'],
    policyTemplates: ['AWSSecretsManagerGetSecretValuePolicy'],
    parameter: 'SecretArn',
    actions: ['secretsmanager:GetSecretValue'],
    resourceTypes: ['secretsmanager:Secret'],
  },
  {
    types: ['AWS::Serverless::StateMachine', 'AWS::StepFunctions::StateMachine'],
    policyTemplates: ['StepFunctionsExecutionPolicy'],
    parameter: 'StateMachineName',
    actions: ['states:StartExecution'],
    resourceTypes: ['states:statemachine'],
  },
  {
    types: ['AWS::Events::EventBus'],
    policyTemplates: ['EventBridgePutEventsPolicy'],
    parameter: 'EventBusName',
    actions: ['events:PutEvents'],
    resourceTypes: ['events:event-bus'],
  },
  {
    types: ['AWS::KMS::Key'],
    policyTemplates: ['KMSDecryptPolicy', 'KMSEncryptPolicy'],
    parameter: 'KeyId',
    actions: ['kms:Decrypt'],
    resourceTypes: ['kms:key'],
  },
  {
    types: ['AWS::SSM::Parameter'],
    policyTemplates: ['SSMParameterReadPolicy'],
    parameter: 'ParameterName',
    actions: ['ssm:GetParameter'],
    resourceTypes: ['ssm:parameter'],
  },
  {
    types: ['AWS::KinesisFirehose::DeliveryStream'],
    policyTemplates: ['FirehoseWritePolicy'],
    parameter: 'DeliveryStreamName',
    actions: ['firehose:PutRecord'],
    resourceTypes: ['firehose:deliverystream'],
  },
  {
    types: ['AWS::Serverless::Function', 'AWS::Lambda::Function'],
    policyTemplates: ['LambdaInvokePolicy'],
    parameter: 'FunctionName',
    actions: ['lambda:InvokeFunction'],
    resourceTypes: ['lambda:function'],
  },
];

export function usualAccess(type: string): UsualAccess | undefined {
  return USUAL_ACCESS.find(({ types }) => types.includes(type));
}
