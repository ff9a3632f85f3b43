/**
 * What `!Ref` and `!GetAtt` give where the spec's identifiers do not say it or say it wrongly, and which resource type of the Service
 * Authorization Reference a CloudFormation type is where the two ARN formats are not equal letter for letter.
 *
 * Source: the "Return values" of each type's page in AWS's CloudFormation documentation, from knowledge; `semantics` of the design
 * (queue, topic, secret, log group, global table, IAM policy). Date: 2026-11. Licence of this table: MIT.
 */

import type { ValueKind } from '../../server/src/catalog/catalog.ts';

export interface ValueCorrection {
  readonly kind: ValueKind;
  readonly resourceTypes?: readonly string[];
  readonly arn?: string;
}

export interface TypeCorrection {
  /** Kind of the value of `!Ref`; an ARN is the resource's own. */
  readonly ref?: ValueKind;
  /** Its ARN format; '' where the resource has no ARN. */
  readonly arn?: string;
  /** `service:resourceType`. */
  readonly resourceTypes?: readonly string[];
  readonly attributes?: Readonly<Record<string, ValueCorrection>>;
  readonly nameProperty?: string;
}

/** Ends of names of attributes that are the ARN of another resource, and its type. */
export const ATTRIBUTES_OF_OTHERS: readonly (readonly [ending: string, resourceType: string])[] = [
  ['SecretArn', 'secretsmanager:Secret'],
  ['KmsKeyArn', 'kms:key'],
  ['SnsTopicArn', 'sns:topic'],
];

const here = (service: string, resource: string): string => `arn:\${Partition}:${service}:\${Region}:\${Account}:${resource}`;

export const CLOUDFORMATION_VALUES: Readonly<Record<string, TypeCorrection>> = {
  'AWS::AmazonMQ::Broker': { ref: 'id' },
  'AWS::ApiGateway::DomainName': { ref: 'name' },
  'AWS::ApiGateway::Stage': {
    ref: 'name',
    arn: 'arn:${Partition}:apigateway:${Region}::/restapis/${RestApiId}/stages/${StageName}',
    resourceTypes: ['apigateway:Stage'],
  },
  'AWS::ApiGatewayV2::Stage': { ref: 'name' },
  'AWS::AppConfig::ConfigurationProfile': { resourceTypes: ['appconfig:configurationprofile'] },
  'AWS::AppConfig::Environment': { resourceTypes: ['appconfig:environment'] },
  'AWS::AppRunner::Service': { resourceTypes: ['apprunner:service'] },
  'AWS::AppSync::DataSource': { resourceTypes: ['appsync:datasource'] },
  'AWS::AutoScaling::AutoScalingGroup': { resourceTypes: ['autoscaling:autoScalingGroup'] },
  'AWS::AutoScaling::LaunchConfiguration': { resourceTypes: ['autoscaling:launchConfiguration'] },
  'AWS::Bedrock::AgentAlias': { ref: 'other', resourceTypes: ['bedrock:agent-alias'] },
  'AWS::Budgets::Budget': { ref: 'name' },
  'AWS::Cassandra::Table': {
    ref: 'other',
    arn: here('cassandra', '/keyspace/${KeyspaceName}/table/${TableName}'),
    resourceTypes: ['cassandra:table'],
  },
  'AWS::CloudFormation::Stack': {
    ref: 'arn',
    arn: here('cloudformation', 'stack/${StackName}/${Id}'),
    resourceTypes: ['cloudformation:stack'],
  },
  'AWS::CloudFormation::WaitConditionHandle': { ref: 'url', arn: '' },
  'AWS::CloudFront::CloudFrontOriginAccessIdentity': { ref: 'id' },
  'AWS::CloudFront::Distribution': { ref: 'id' },
  'AWS::CodeCommit::Repository': { ref: 'id', arn: here('codecommit', '${Name}'), resourceTypes: ['codecommit:repository'] },
  'AWS::CodeDeploy::DeploymentGroup': {
    ref: 'name',
    arn: here('codedeploy', 'deploymentgroup:${ApplicationName}/${DeploymentGroupName}'),
    resourceTypes: ['codedeploy:deploymentgroup'],
  },
  'AWS::Cognito::IdentityPool': { ref: 'id' },
  'AWS::DMS::ReplicationInstance': { ref: 'arn', resourceTypes: ['dms:ReplicationInstance'] },
  'AWS::DMS::ReplicationTask': { ref: 'arn', resourceTypes: ['dms:ReplicationTask'] },
  'AWS::DMS::Endpoint': { ref: 'arn', resourceTypes: ['dms:Endpoint'] },
  'AWS::DataZone::DataSource': { arn: '' },
  'AWS::DataZone::Environment': { arn: '' },
  'AWS::DocDB::DBCluster': { ref: 'name' },
  'AWS::DocDB::DBInstance': { ref: 'name', arn: here('rds', 'db:${DBInstanceName}'), resourceTypes: ['rds:db'] },
  'AWS::DynamoDB::GlobalTable': {
    ref: 'name',
    arn: here('dynamodb', 'table/${TableName}'),
    resourceTypes: ['dynamodb:table'],
    attributes: {
      Arn: { kind: 'arn', resourceTypes: ['dynamodb:table'], arn: here('dynamodb', 'table/${TableName}') },
      StreamArn: { kind: 'arn', resourceTypes: ['dynamodb:stream'], arn: here('dynamodb', 'table/${TableName}/stream/${StreamLabel}') },
    },
  },
  'AWS::DynamoDB::Table': {
    ref: 'name',
    attributes: {
      StreamArn: { kind: 'arn', resourceTypes: ['dynamodb:stream'], arn: here('dynamodb', 'table/${TableName}/stream/${StreamLabel}') },
    },
  },
  'AWS::EC2::NetworkInterface': { ref: 'id' },
  'AWS::EC2::SecurityGroup': { ref: 'id', nameProperty: 'GroupName' },
  'AWS::EC2::VPCEndpoint': { ref: 'id' },
  'AWS::EC2::EIP': { ref: 'other' },
  'AWS::ECS::Service': { ref: 'arn', resourceTypes: ['ecs:service'] },
  'AWS::ECS::TaskDefinition': { ref: 'arn', resourceTypes: ['ecs:task-definition'] },
  'AWS::EKS::Addon': { resourceTypes: ['eks:addon'] },
  'AWS::EKS::FargateProfile': { resourceTypes: ['eks:fargateprofile'] },
  'AWS::EKS::Nodegroup': { resourceTypes: ['eks:nodegroup'] },
  'AWS::EMR::Cluster': { ref: 'id' },
  'AWS::ElastiCache::CacheCluster': {
    ref: 'name',
    arn: here('elasticache', 'cluster:${ClusterName}'),
    resourceTypes: ['elasticache:cluster'],
  },
  'AWS::ElasticLoadBalancingV2::Listener': {
    resourceTypes: ['elasticloadbalancing:listener/app', 'elasticloadbalancing:listener/net', 'elasticloadbalancing:listener/gwy'],
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': {
    ref: 'arn',
    resourceTypes: ['elasticloadbalancing:listener-rule/app', 'elasticloadbalancing:listener-rule/net'],
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    resourceTypes: [
      'elasticloadbalancing:loadbalancer/app/',
      'elasticloadbalancing:loadbalancer/net/',
      'elasticloadbalancing:loadbalancer/gwy/',
    ],
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': { resourceTypes: ['elasticloadbalancing:targetgroup'] },
  'AWS::Events::Rule': {
    ref: 'name',
    nameProperty: 'Name',
    resourceTypes: ['events:rule-on-default-event-bus', 'events:rule-on-custom-event-bus'],
  },
  'AWS::FSx::FileSystem': { ref: 'id' },
  'AWS::Glue::Table': { ref: 'name', arn: here('glue', 'table/${DatabaseName}/${TableName}'), resourceTypes: ['glue:table'] },
  'AWS::Glue::Connection': { ref: 'name' },
  'AWS::Glue::Trigger': { ref: 'name' },
  'AWS::Glue::Workflow': { ref: 'name' },
  'AWS::GuardDuty::Detector': { ref: 'id' },
  'AWS::IAM::AccessKey': { ref: 'id', arn: '' },
  'AWS::IAM::GroupPolicy': { ref: 'other', arn: '' },
  'AWS::IAM::ManagedPolicy': { ref: 'arn', nameProperty: 'ManagedPolicyName' },
  'AWS::IAM::Policy': { ref: 'other', arn: '', nameProperty: 'PolicyName' },
  'AWS::IAM::RolePolicy': { ref: 'other', arn: '' },
  'AWS::IAM::VirtualMFADevice': { ref: 'arn' },
  'AWS::IAM::UserPolicy': { ref: 'other', arn: '' },
  'AWS::IAM::UserToGroupAddition': { ref: 'name', arn: '' },
  'AWS::Kinesis::StreamConsumer': { resourceTypes: ['kinesis:consumer'] },
  'AWS::KinesisAnalytics::Application': { ref: 'name' },
  'AWS::KMS::Key': { ref: 'id' },
  'AWS::KMS::Alias': { ref: 'name', arn: here('kms', 'alias/${Alias}') },
  'AWS::Lambda::Alias': {
    ref: 'arn',
    arn: here('lambda', 'function:${FunctionName}:${Alias}'),
    resourceTypes: ['lambda:function alias'],
    nameProperty: 'Name',
  },
  'AWS::Lambda::EventSourceMapping': { ref: 'id' },
  'AWS::Lambda::LayerVersion': {
    ref: 'arn',
    arn: here('lambda', 'layer:${LayerName}:${LayerVersion}'),
    resourceTypes: ['lambda:layerVersion'],
    nameProperty: 'LayerName',
  },
  'AWS::Lambda::Permission': { ref: 'other', arn: '' },
  'AWS::Lambda::Url': {
    ref: 'arn',
    resourceTypes: ['lambda:function'],
    attributes: { FunctionArn: { kind: 'arn', resourceTypes: ['lambda:function'] } },
  },
  'AWS::Lambda::Version': {
    ref: 'arn',
    arn: here('lambda', 'function:${FunctionName}:${Version}'),
    resourceTypes: ['lambda:function version'],
  },
  'AWS::Logs::LogGroup': {
    ref: 'name',
    arn: here('logs', 'log-group:${LogGroupName}'),
    attributes: {
      Arn: { kind: 'arn', resourceTypes: ['logs:log-group'], arn: here('logs', 'log-group:${LogGroupName}:*') },
    },
  },
  'AWS::Logs::LogStream': {
    ref: 'name',
    arn: here('logs', 'log-group:${LogGroupName}:log-stream:${LogStreamName}'),
    resourceTypes: ['logs:log-stream'],
  },
  'AWS::MSK::Cluster': { ref: 'arn', resourceTypes: ['kafka:cluster'] },
  'AWS::MSK::ServerlessCluster': { ref: 'arn', resourceTypes: ['kafka:cluster'] },
  'AWS::Neptune::DBCluster': { ref: 'name', arn: here('rds', 'cluster:${DBClusterName}'), resourceTypes: ['rds:cluster'] },
  'AWS::Neptune::DBClusterParameterGroup': {
    ref: 'name',
    arn: here('rds', 'cluster-pg:${ClusterPGName}'),
    resourceTypes: ['rds:cluster-pg'],
  },
  'AWS::Neptune::DBInstance': { ref: 'name' },
  'AWS::Pinpoint::EmailTemplate': { arn: here('mobiletargeting', 'templates/${TemplateName}/EMAIL') },
  'AWS::Pinpoint::InAppTemplate': { arn: here('mobiletargeting', 'templates/${TemplateName}/INAPP') },
  'AWS::Pinpoint::PushTemplate': { arn: here('mobiletargeting', 'templates/${TemplateName}/PUSH') },
  'AWS::Pinpoint::SmsTemplate': { arn: here('mobiletargeting', 'templates/${TemplateName}/SMS') },
  'AWS::QLDB::Ledger': { ref: 'name' },
  'AWS::RDS::DBInstance': { ref: 'name', nameProperty: 'DBInstanceIdentifier' },
  'AWS::RDS::DBCluster': { ref: 'name', nameProperty: 'DBClusterIdentifier' },
  'AWS::Route53::HostedZone': { ref: 'id' },
  'AWS::Route53::RecordSet': { ref: 'name', arn: '' },
  'AWS::S3::Bucket': { ref: 'name' },
  'AWS::S3::MultiRegionAccessPoint': {
    ref: 'name',
    arn: 'arn:${Partition}:s3::${Account}:accesspoint/${Alias}',
    resourceTypes: ['s3:multiregionaccesspoint'],
    attributes: { Alias: { kind: 'name' } },
  },
  'AWS::S3Tables::Table': { resourceTypes: ['s3tables:Table'] },
  'AWS::S3Vectors::Index': { resourceTypes: ['s3vectors:Index'] },
  'AWS::SES::EmailIdentity': { ref: 'name' },
  'AWS::SES::Template': { ref: 'name' },
  'AWS::SNS::Subscription': { ref: 'arn' },
  'AWS::SNS::Topic': { ref: 'arn' },
  'AWS::SQS::Queue': { ref: 'url' },
  'AWS::SSO::PermissionSet': { resourceTypes: ['sso:PermissionSet'] },
  'AWS::Scheduler::Schedule': { ref: 'name', resourceTypes: ['scheduler:schedule'] },
  'AWS::SecretsManager::Secret': { ref: 'arn', nameProperty: 'Name' },
  'AWS::StepFunctions::StateMachineAlias': { resourceTypes: ['states:statemachinealias'] },
  'AWS::StepFunctions::StateMachineVersion': { resourceTypes: ['states:statemachineversion'] },
  'AWS::SecretsManager::RotationSchedule': { ref: 'arn', arn: '', resourceTypes: ['secretsmanager:Secret'] },
  'AWS::SecretsManager::SecretTargetAttachment': { ref: 'arn', arn: '', resourceTypes: ['secretsmanager:Secret'] },
  'AWS::ServiceCatalog::CloudFormationProvisionedProduct': { arn: '' },
  'AWS::ServiceDiscovery::Service': { ref: 'id' },
  'AWS::Timestream::Table': { ref: 'other', resourceTypes: ['timestream:table'] },
  'AWS::Transfer::User': { resourceTypes: ['transfer:user'] },
  'AWS::WAFv2::IPSet': { ref: 'other', resourceTypes: ['wafv2:ipset'] },
  'AWS::WAFv2::RuleGroup': { ref: 'other', resourceTypes: ['wafv2:rulegroup'] },
  'AWS::WAFv2::WebACL': { ref: 'other', resourceTypes: ['wafv2:webacl'] },
  'AWS::XRay::Group': { resourceTypes: ['xray:group'] },
};
