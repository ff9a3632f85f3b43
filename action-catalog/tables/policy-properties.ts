/**
 * Every property of a CloudFormation or SAM type that holds an IAM policy document, and the kind of that policy.
 *
 * Source: the properties and types that `@aws-cdk/aws-service-spec` 0.1.216 (Apache-2.0) marks as policies or types as JSON, each
 * decided by hand from AWS's CloudFormation documentation. Checked against the spec by `test/catalog/policy-properties.test.ts`.
 * Date: 2026-11. Licence of this table: MIT.
 *
 * A path is written with `.`; `*` is every item of a list or entry of a mapping. Several kinds are not decidable from the path alone:
 * an Organizations policy is a service control policy unless its `Type` says otherwise, an IoT policy grants IoT's own actions to
 * certificates and is no IAM policy. Session policies limit what a role may do, as a boundary does. All bear the kind that makes no rule speak wrongly.
 */

import type { PolicyKind } from '../../server/src/catalog/catalog.ts';

export const POLICY_PROPERTIES: Readonly<Record<string, Readonly<Record<string, PolicyKind>>>> = {
  'AWS::AIOps::InvestigationGroup': { InvestigationGroupPolicy: 'resource' },
  'AWS::APS::ResourcePolicy': { PolicyDocument: 'resource' },
  'AWS::ApiGateway::DomainNameV2': { Policy: 'resource' },
  'AWS::ApiGateway::RestApi': { Policy: 'resource' },
  'AWS::Backup::BackupVault': { AccessPolicy: 'resource' },
  'AWS::Backup::LogicallyAirGappedBackupVault': { AccessPolicy: 'resource' },
  'AWS::Bedrock::KnowledgeBasePolicy': { PolicyDocument: 'resource' },
  'AWS::Bedrock::ResourcePolicy': { PolicyDocument: 'resource' },
  'AWS::BedrockAgentCore::ResourcePolicy': { Policy: 'resource' },
  'AWS::CloudTrail::ResourcePolicy': { ResourcePolicy: 'resource' },
  'AWS::CodeArtifact::Domain': { PermissionsPolicyDocument: 'resource' },
  'AWS::CodeArtifact::Repository': { PermissionsPolicyDocument: 'resource' },
  'AWS::Comprehend::DocumentClassifier': { ModelPolicy: 'resource' },
  'AWS::Comprehend::EntityRecognizer': { ModelPolicy: 'resource' },
  'AWS::DSQL::Cluster': { PolicyDocument: 'resource' },
  'AWS::DynamoDB::GlobalTable': {
    'Replicas.*.ResourcePolicy.PolicyDocument': 'resource',
    'Replicas.*.ReplicaStreamSpecification.ResourcePolicy.PolicyDocument': 'resource',
  },
  'AWS::DynamoDB::Table': {
    'ResourcePolicy.PolicyDocument': 'resource',
    'StreamSpecification.ResourcePolicy.PolicyDocument': 'resource',
  },
  'AWS::EC2::VPCEndpoint': { PolicyDocument: 'endpoint' },
  'AWS::ECR::PublicRepository': { RepositoryPolicyText: 'resource' },
  'AWS::ECR::RegistryPolicy': { PolicyText: 'resource' },
  'AWS::ECR::Repository': { RepositoryPolicyText: 'resource' },
  'AWS::ECR::RepositoryCreationTemplate': { RepositoryPolicy: 'resource' },
  'AWS::EFS::FileSystem': { FileSystemPolicy: 'resource' },
  'AWS::EKS::PodIdentityAssociation': { Policy: 'boundary' },
  'AWS::Elasticsearch::Domain': { AccessPolicies: 'resource' },
  'AWS::EventSchemas::RegistryPolicy': { Policy: 'resource' },
  'AWS::Events::EventBus': { Policy: 'resource' },
  'AWS::Events::EventBusPolicy': { Statement: 'resource' },
  'AWS::EventsV2::ResourcePolicy': { PolicyDocument: 'resource' },
  'AWS::FSx::S3AccessPointAttachment': { 'S3AccessPoint.Policy': 'resource' },
  'AWS::IAM::Group': { 'Policies.*.PolicyDocument': 'identity' },
  'AWS::IAM::GroupPolicy': { PolicyDocument: 'identity' },
  'AWS::IAM::ManagedPolicy': { PolicyDocument: 'identity' },
  'AWS::IAM::Policy': { PolicyDocument: 'identity' },
  'AWS::IAM::Role': { AssumeRolePolicyDocument: 'trust', 'Policies.*.PolicyDocument': 'identity' },
  'AWS::IAM::RolePolicy': { PolicyDocument: 'identity' },
  'AWS::IAM::User': { 'Policies.*.PolicyDocument': 'identity' },
  'AWS::IAM::UserPolicy': { PolicyDocument: 'identity' },
  'AWS::IoT::Policy': { PolicyDocument: 'unknown' },
  'AWS::KMS::Key': { KeyPolicy: 'resource' },
  'AWS::KMS::ReplicaKey': { KeyPolicy: 'resource' },
  'AWS::Kinesis::ResourcePolicy': { ResourcePolicy: 'resource' },
  'AWS::Lambda::ResourcePolicy': { PolicyDocument: 'resource' },
  'AWS::Lex::ResourcePolicy': { Policy: 'resource' },
  'AWS::Logs::DeliveryDestination': { 'DeliveryDestinationPolicy.DeliveryDestinationPolicy': 'resource' },
  'AWS::Logs::Destination': { DestinationPolicy: 'resource' },
  'AWS::Logs::LogGroup': { ResourcePolicyDocument: 'resource' },
  'AWS::Logs::ResourcePolicy': { PolicyDocument: 'resource' },
  'AWS::MSK::ClusterPolicy': { Policy: 'resource' },
  'AWS::MediaPackageV2::ChannelPolicy': { Policy: 'resource' },
  'AWS::MediaPackageV2::OriginEndpointPolicy': { Policy: 'resource' },
  'AWS::MediaStore::Container': { Policy: 'resource' },
  'AWS::MediaTailor::ChannelPolicy': { Policy: 'resource' },
  'AWS::OSIS::Pipeline': { 'ResourcePolicy.Policy': 'resource' },
  'AWS::Oam::Sink': { Policy: 'resource' },
  'AWS::Omics::SequenceStore': { S3AccessPolicy: 'resource' },
  'AWS::OpenSearchService::Domain': { AccessPolicies: 'resource' },
  'AWS::Organizations::Policy': { Content: 'scp' },
  'AWS::Organizations::ResourcePolicy': { Content: 'resource' },
  'AWS::PaymentCryptography::Key': { Policy: 'resource' },
  'AWS::RUM::AppMonitor': { 'ResourcePolicy.PolicyDocument': 'resource' },
  'AWS::Redshift::Cluster': { NamespaceResourcePolicy: 'resource' },
  'AWS::RedshiftServerless::Namespace': { NamespaceResourcePolicy: 'resource' },
  'AWS::RolesAnywhere::Profile': { SessionPolicy: 'boundary' },
  'AWS::S3::AccessPoint': { Policy: 'resource' },
  'AWS::S3::BucketPolicy': { PolicyDocument: 'resource' },
  'AWS::S3::MultiRegionAccessPointPolicy': { Policy: 'resource' },
  'AWS::S3Express::AccessPoint': { Policy: 'resource' },
  'AWS::S3Express::BucketPolicy': { PolicyDocument: 'resource' },
  'AWS::S3Files::FileSystemPolicy': { Policy: 'resource' },
  'AWS::S3ObjectLambda::AccessPointPolicy': { PolicyDocument: 'resource' },
  'AWS::S3Outposts::AccessPoint': { Policy: 'resource' },
  'AWS::S3Outposts::BucketPolicy': { PolicyDocument: 'resource' },
  'AWS::S3Tables::TableBucketPolicy': { ResourcePolicy: 'resource' },
  'AWS::S3Tables::TablePolicy': { ResourcePolicy: 'resource' },
  'AWS::S3Vectors::VectorBucketPolicy': { Policy: 'resource' },
  'AWS::SMSVOICE::ResourcePolicy': { PolicyDocument: 'resource' },
  'AWS::SNS::TopicInlinePolicy': { PolicyDocument: 'resource' },
  'AWS::SNS::TopicPolicy': { PolicyDocument: 'resource' },
  'AWS::SQS::QueueInlinePolicy': { PolicyDocument: 'resource' },
  'AWS::SQS::QueuePolicy': { PolicyDocument: 'resource' },
  'AWS::SSM::ResourcePolicy': { Policy: 'resource' },
  'AWS::SSO::PermissionSet': { InlinePolicy: 'identity' },
  'AWS::SageMaker::ModelPackageGroup': { ModelPackageGroupPolicy: 'resource' },
  'AWS::SecretsManager::ResourcePolicy': { ResourcePolicy: 'resource' },
  'AWS::Transfer::User': { Policy: 'boundary' },
  'AWS::VpcLattice::AuthPolicy': { Policy: 'resource' },
  'AWS::VpcLattice::ResourcePolicy': { Policy: 'resource' },
  'AWS::XRay::ResourcePolicy': { PolicyDocument: 'resource' },
};

/** Paths of this table and of `sam-types.ts` that hold a statement or a list of them instead of a document: `Type path`. */
export const STATEMENTS_ONLY: readonly string[] = [
  'AWS::Events::EventBusPolicy Statement',
  'AWS::Serverless::Api Auth.ResourcePolicy.CustomStatements',
];

/**
 * Properties that the spec marks as policies and that hold something else (lifecycles, queues for undeliverable messages, data
 * protection, network routes), or a part of a policy that is not a document: `Type Property`.
 */
export const NO_POLICIES: readonly string[] = [
  'AWS::Logs::LogGroup DataProtectionPolicy',
  'AWS::MPA::ApprovalTeam Policies',
  'AWS::NetworkManager::CoreNetwork PolicyDocument',
  'AWS::RAM::Permission PolicyTemplate',
  'AWS::SNS::Subscription RedrivePolicy',
  'AWS::SNS::Subscription ReplayPolicy',
  'AWS::SNS::Topic ArchivePolicy',
  'AWS::SNS::Topic DataProtectionPolicy',
  'AWS::SQS::Queue RedriveAllowPolicy',
];
