/** Where a policy says which resource it stands on. */
export interface PolicyTarget {
  /** The property that names it, one or a list. */
  readonly property: string;
  /** The CloudFormation type of what it names, where that is one. */
  readonly type?: string;
}

/** Entries of their own whose policy stands on another resource (CloudFormation template reference, 2026-11). Any other type bears its own. */
export const POLICY_TARGETS: ReadonlyMap<string, PolicyTarget> = new Map(
  Object.entries({
    'AWS::APS::ResourcePolicy': { property: 'WorkspaceArn', type: 'AWS::APS::Workspace' },
    'AWS::Bedrock::KnowledgeBasePolicy': { property: 'KnowledgeBaseId', type: 'AWS::Bedrock::KnowledgeBase' },
    'AWS::Bedrock::ResourcePolicy': { property: 'ResourceArn' },
    'AWS::BedrockAgentCore::ResourcePolicy': { property: 'ResourceArn' },
    'AWS::CloudTrail::ResourcePolicy': { property: 'ResourceArn' },
    'AWS::EventSchemas::RegistryPolicy': { property: 'RegistryName', type: 'AWS::EventSchemas::Registry' },
    'AWS::Events::EventBusPolicy': { property: 'EventBusName', type: 'AWS::Events::EventBus' },
    'AWS::Kinesis::ResourcePolicy': { property: 'ResourceArn' },
    'AWS::Lambda::LayerVersionPermission': { property: 'LayerVersionArn', type: 'AWS::Lambda::LayerVersion' },
    'AWS::Lambda::Permission': { property: 'FunctionName', type: 'AWS::Lambda::Function' },
    'AWS::Lex::ResourcePolicy': { property: 'ResourceArn' },
    'AWS::MSK::ClusterPolicy': { property: 'ClusterArn' },
    'AWS::S3::BucketPolicy': { property: 'Bucket', type: 'AWS::S3::Bucket' },
    'AWS::S3::MultiRegionAccessPointPolicy': { property: 'MrapName', type: 'AWS::S3::MultiRegionAccessPoint' },
    'AWS::S3Express::BucketPolicy': { property: 'Bucket', type: 'AWS::S3Express::DirectoryBucket' },
    'AWS::S3ObjectLambda::AccessPointPolicy': { property: 'ObjectLambdaAccessPoint', type: 'AWS::S3ObjectLambda::AccessPoint' },
    'AWS::S3Outposts::BucketPolicy': { property: 'Bucket', type: 'AWS::S3Outposts::Bucket' },
    'AWS::S3Tables::TableBucketPolicy': { property: 'TableBucketARN', type: 'AWS::S3Tables::TableBucket' },
    'AWS::S3Tables::TablePolicy': { property: 'TableARN', type: 'AWS::S3Tables::Table' },
    'AWS::S3Vectors::VectorBucketPolicy': { property: 'VectorBucketArn', type: 'AWS::S3Vectors::VectorBucket' },
    'AWS::SNS::TopicInlinePolicy': { property: 'TopicArn', type: 'AWS::SNS::Topic' },
    'AWS::SNS::TopicPolicy': { property: 'Topics', type: 'AWS::SNS::Topic' },
    'AWS::SQS::QueueInlinePolicy': { property: 'Queue', type: 'AWS::SQS::Queue' },
    'AWS::SQS::QueuePolicy': { property: 'Queues', type: 'AWS::SQS::Queue' },
    'AWS::SSM::ResourcePolicy': { property: 'ResourceArn' },
    'AWS::SecretsManager::ResourcePolicy': { property: 'SecretId', type: 'AWS::SecretsManager::Secret' },
    'AWS::VpcLattice::AuthPolicy': { property: 'ResourceIdentifier' },
    'AWS::VpcLattice::ResourcePolicy': { property: 'ResourceArn' },
  }),
);
