/**
 * Managed policies that AWS replaced, and by which. Those that the data no longer holds cannot be attached any more.
 * Source: AWS's "Deprecated AWS managed policies" and the pages of the services, from knowledge. Date: 2026-11.
 * Licence of this table: MIT.
 */

export const REPLACED_MANAGED_POLICIES: Readonly<Record<string, string>> = {
  AWSCloudTrailFullAccess: 'AWSCloudTrail_FullAccess',
  AWSCloudTrailReadOnlyAccess: 'AWSCloudTrail_ReadOnlyAccess',
  AWSCodePipelineFullAccess: 'AWSCodePipeline_FullAccess',
  AWSCodePipelineReadOnlyAccess: 'AWSCodePipeline_ReadOnlyAccess',
  AWSConfigRole: 'AWS_ConfigRole',
  AWSElasticBeanstalkFullAccess: 'AdministratorAccess-AWSElasticBeanstalk',
  AWSElasticBeanstalkReadOnlyAccess: 'AWSElasticBeanstalkReadOnly',
  AWSElasticBeanstalkService: 'AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy',
  AWSLambdaFullAccess: 'AWSLambda_FullAccess',
  AWSLambdaReadOnlyAccess: 'AWSLambda_ReadOnlyAccess',
  AWSServiceCatalogEndUserAccess: 'AWSServiceCatalogEndUserFullAccess',
  AmazonEC2ContainerServiceFullAccess: 'AmazonECS_FullAccess',
  AmazonEC2RoleforSSM: 'AmazonSSMManagedInstanceCore',
  AmazonEC2SpotFleetRole: 'AmazonEC2SpotFleetTaggingRole',
  AmazonESFullAccess: 'AmazonOpenSearchServiceFullAccess',
  AmazonESReadOnlyAccess: 'AmazonOpenSearchServiceReadOnlyAccess',
  AmazonElasticMapReduceFullAccess: 'AmazonEMRFullAccessPolicy_v2',
  AmazonElasticMapReduceReadOnlyAccess: 'AmazonEMRReadOnlyAccessPolicy_v2',
  AmazonElasticMapReduceRole: 'AmazonEMRServicePolicy_v2',
  AmazonElasticTranscoderFullAccess: 'AmazonElasticTranscoder_FullAccess',
  CloudWatchFullAccess: 'CloudWatchFullAccessV2',
};
