import { describe, expect, test } from 'vitest';
import type { CloudFormationType, ValueKind } from '../../server/src/catalog/catalog.ts';
import { loadCatalogForTests } from '../support/catalog.ts';

const catalog = loadCatalogForTests();

function type(name: string): CloudFormationType {
  const found = catalog.cloudFormationType(name);
  if (found === undefined) throw new Error(`no type ${name}`);
  return found;
}

/** What `!Ref` gives, as AWS documents it under "Return values". */
const REFS: readonly (readonly [ValueKind, string])[] = [
  ['name', 'S3::Bucket DynamoDB::Table DynamoDB::GlobalTable Lambda::Function IAM::Role IAM::User IAM::Group IAM::InstanceProfile'],
  [
    'name',
    'Logs::LogGroup Logs::LogStream Events::Rule Events::EventBus SSM::Parameter KMS::Alias Kinesis::Stream KinesisFirehose::DeliveryStream',
  ],
  [
    'name',
    'ECR::Repository ECS::Cluster EKS::Cluster CodeBuild::Project CodePipeline::Pipeline CodeDeploy::Application Glue::Database Glue::Job',
  ],
  ['name', 'Glue::Crawler Glue::Table Athena::WorkGroup CloudWatch::Alarm AutoScaling::AutoScalingGroup AutoScaling::LaunchConfiguration'],
  [
    'name',
    'OpenSearchService::Domain Elasticsearch::Domain RDS::DBInstance RDS::DBCluster Scheduler::Schedule Scheduler::ScheduleGroup Pipes::Pipe',
  ],
  [
    'name',
    'IoT::Thing IoT::TopicRule IoT::Policy Backup::BackupVault CloudTrail::Trail ApiGateway::Stage ApiGatewayV2::Stage Timestream::Database',
  ],
  [
    'name',
    'Config::ConfigRule SES::ConfigurationSet SES::EmailIdentity Redshift::Cluster Route53::RecordSet ElasticLoadBalancing::LoadBalancer',
  ],
  [
    'arn',
    'SNS::Topic SNS::Subscription SecretsManager::Secret StepFunctions::StateMachine StepFunctions::Activity Lambda::Version Lambda::Alias',
  ],
  [
    'arn',
    'Lambda::LayerVersion Lambda::Url IAM::ManagedPolicy IAM::OIDCProvider ECS::Service ECS::TaskDefinition MSK::Cluster Batch::JobQueue',
  ],
  ['arn', 'Batch::JobDefinition Batch::ComputeEnvironment ElasticLoadBalancingV2::LoadBalancer ElasticLoadBalancingV2::TargetGroup'],
  ['arn', 'ElasticLoadBalancingV2::Listener CertificateManager::Certificate AppSync::GraphQLApi CloudFormation::Stack Transfer::Server'],
  [
    'arn',
    'SageMaker::Endpoint SageMaker::Model DMS::ReplicationTask DMS::ReplicationInstance CodeStarConnections::Connection AppRunner::Service',
  ],
  [
    'id',
    'KMS::Key EC2::Instance EC2::VPC EC2::Subnet EC2::SecurityGroup EC2::Volume EC2::LaunchTemplate ApiGateway::RestApi ApiGatewayV2::Api',
  ],
  [
    'id',
    'ApiGateway::ApiKey ApiGateway::Deployment Cognito::UserPool Cognito::UserPoolClient Cognito::IdentityPool CloudFront::Distribution',
  ],
  [
    'id',
    'Route53::HostedZone EFS::FileSystem EFS::AccessPoint Lambda::EventSourceMapping IAM::AccessKey CodeCommit::Repository AmazonMQ::Broker',
  ],
  ['url', 'SQS::Queue CloudFormation::WaitConditionHandle'],
  ['other', 'IAM::Policy Lambda::Permission EC2::EIP WAFv2::WebACL'],
  ['name', 'Serverless::Function Serverless::SimpleTable'],
  ['id', 'Serverless::Api Serverless::HttpApi'],
  ['arn', 'Serverless::StateMachine Serverless::LayerVersion Serverless::Application Serverless::GraphQLApi'],
  ['unknown', 'Serverless::Connector'],
];

describe('!Ref', () => {
  test.each(REFS.flatMap(([kind, names]) => names.split(' ').map((name) => [`AWS::${name}`, kind] as const)))(
    'of %s is %s',
    (name, kind) => {
      expect(type(name).ref.kind).toBe(kind);
    },
  );

  test('of a topic or a secret is its own ARN', () => {
    expect(type('AWS::SNS::Topic').ref.resourceTypes[0]).toBe('sns:topic');
    expect(type('AWS::SecretsManager::Secret').ref.resourceTypes).toEqual(['secretsmanager:Secret']);
    expect(type('AWS::SecretsManager::Secret').attributes.get('Id')?.kind).toBe('arn');
  });
});

describe('!GetAtt', () => {
  test('Arn of a log group ends in :*', () => {
    expect(type('AWS::Logs::LogGroup').attributes.get('Arn')).toEqual({
      kind: 'arn',
      resourceTypes: ['logs:log-group'],
      arn: 'arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:*',
    });
  });

  test('Arn of a global table is that of a table', () => {
    const table = type('AWS::DynamoDB::GlobalTable');
    expect(table.attributes.get('Arn')?.arn).toBe('arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}');
    expect(table.resourceTypes).toEqual(['dynamodb:table']);
  });

  test('StreamArn of a table is that of a stream', () => {
    for (const name of ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable', 'AWS::Serverless::SimpleTable']) {
      expect(type(name).attributes.get('StreamArn')).toMatchObject({ kind: 'arn', resourceTypes: ['dynamodb:stream'] });
    }
  });

  test('ARNs of other resources say of which', () => {
    expect(type('AWS::RDS::DBInstance').attributes.get('MasterUserSecret.SecretArn')?.resourceTypes).toEqual(['secretsmanager:Secret']);
    expect(type('AWS::S3::Bucket').attributes.get('Arn')?.resourceTypes[0]).toBe('s3:bucket');
  });

  test('a queue has its name as an attribute, for ARNs', () => {
    const queue = type('AWS::SQS::Queue');
    expect(queue.attributes.get('QueueName')?.kind).toBe('name');
    expect(queue.arnSub).toBe('arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Ref.QueueName}');
    expect(queue.arnAttribute).toBe('Arn');
  });

  test('an IAM policy has no ARN and no attribute for one', () => {
    const policy = type('AWS::IAM::Policy');
    expect(policy.arnTemplate).toBeUndefined();
    expect(policy.arnAttribute).toBeUndefined();
    expect(policy.resourceTypes).toEqual([]);
  });

  test('an attribute that the spec does not have is not invented', () => {
    expect(type('AWS::SNS::Topic').attributes.has('Arn')).toBe(false);
    expect(type('AWS::SNS::Topic').arnAttribute).toBe('TopicArn');
    expect(type('AWS::EC2::Instance').attributes.has('Arn')).toBe(false);
    expect(type('AWS::S3::Bucket').attributes.has('constructor')).toBe(false);
  });

  test('the ARN attribute of a type exists and is an ARN of its resource types, for every type', () => {
    for (const name of catalog.cloudFormationTypeNames()) {
      const { arnAttribute, attributes, resourceTypes } = type(name);
      if (arnAttribute === undefined) continue;
      expect([name, attributes.get(arnAttribute)?.kind, attributes.get(arnAttribute)?.resourceTypes]).toEqual([name, 'arn', resourceTypes]);
    }
  });
});

describe('ARNs of types without an attribute for it', () => {
  test.each([
    ['AWS::EC2::Instance', 'arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/${Ref}'],
    ['AWS::ApiGateway::RestApi', 'arn:${AWS::Partition}:apigateway:${AWS::Region}::/restapis/${Ref}'],
    ['AWS::KMS::Alias', 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:${Ref}'],
    ['AWS::CloudFront::Distribution', 'arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Ref}'],
    ['AWS::Route53::HostedZone', 'arn:${AWS::Partition}:route53:::hostedzone/${Ref}'],
    ['AWS::CodeCommit::Repository', 'arn:${AWS::Partition}:codecommit:${AWS::Region}:${AWS::AccountId}:${Ref.Name}'],
    ['AWS::Glue::Database', 'arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:database/${Ref}'],
    ['AWS::Config::ConfigRule', 'arn:${AWS::Partition}:config:${AWS::Region}:${AWS::AccountId}:config-rule/${Ref.ConfigRuleId}'],
    ['AWS::SES::EmailIdentity', 'arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/${Ref}'],
  ])('%s', (name, arn) => {
    expect(type(name).arnSub).toBe(arn);
  });

  test('none where the resource does not give the missing part', () => {
    expect(type('AWS::IAM::Role').arnSub).toBeUndefined();
    expect(type('AWS::Glue::UsageProfile').arnSub).toBeUndefined();
    expect(type('AWS::ApiGateway::Stage').arnSub).toBeUndefined();
    expect(type('AWS::DataZone::DataSource').arnSub).toBeUndefined();
  });

  test('every attribute that a text names exists', () => {
    for (const name of catalog.cloudFormationTypeNames()) {
      const { arnSub = '', attributes } = type(name);
      for (const [, attribute = ''] of arnSub.matchAll(/\$\{Ref\.([^}]*)\}/g))
        expect([name, attribute, attributes.has(attribute)]).toEqual([name, attribute, true]);
    }
  });
});

describe('all types', () => {
  test('every resource type they name exists', () => {
    const named = catalog
      .cloudFormationTypeNames()
      .flatMap((name) => [...type(name).attributes.values(), type(name)].flatMap((value) => value.resourceTypes));
    const missing = [...new Set(named)].filter((name) => {
      const colon = name.indexOf(':');
      return catalog.resourceType(name.slice(0, colon), name.slice(colon + 1)) === undefined;
    });
    expect(missing).toEqual([]);
  });

  test('the resource type of its own service comes first', () => {
    expect(type('AWS::IAM::Role').resourceTypes[0]).toBe('iam:role');
    expect(type('AWS::S3::Bucket').resourceTypes[0]).toBe('s3:bucket');
    expect(type('AWS::KMS::Key').resourceTypes[0]).toBe('kms:key');
  });

  test('names of properties', () => {
    expect(type('AWS::S3::Bucket').nameProperty).toBe('BucketName');
    expect(type('AWS::IAM::Role').nameProperty).toBe('RoleName');
    expect(type('AWS::Serverless::Function').nameProperty).toBe('FunctionName');
    expect(type('AWS::StepFunctions::StateMachine').nameProperty).toBe('StateMachineName');
    expect(type('AWS::KMS::Key').nameProperty).toBeUndefined();
  });

  test('the spec and the SAM types are all there', () => {
    expect(catalog.cloudFormationTypeNames().length).toBeGreaterThanOrEqual(1828);
    expect(catalog.cloudFormationType('AWS::Nothing::Here')).toBeUndefined();
    expect(catalog.cloudFormationType('constructor')).toBeUndefined();
  });
});
