/**
 * Principals of AWS services, as trust policies and resource policies name them.
 * Source: AWS's documentation of the services ("service principal", service-linked roles), from knowledge, and the principals that AWS's
 * managed policies name in `iam:PassedToService` and `iam:AWSServiceName`. Date: 2026-11. Licence of this table: MIT.
 *
 * Written without `.amazonaws.com`, by words.
 */

const PRINCIPALS = `
  access-analyzer access-grants.s3 acm acm-pca agentless.inspector2 airflow amplify apidestinations.events apigateway appflow
  application-autoscaling application-insights appmesh apprunner appstream appsync athena auditmanager autoscaling
  autoscaling-plans backup backup-storage batch batchoperations.s3 bedrock bedrock-agentcore billing budgets bugbust
  build.apprunner ce channels.lex channels.lexv2 chatbot chime cloud9 cloudformation cloudfront cloudhsm cloudsearch
  cloudtrail cloudwatch cloudwatch-crossaccount codeartifact codebuild codecommit codeconnections codedeploy codeguru-profiler
  codeguru-reviewer codepipeline codestar codestar-connections codestar-notifications cognito-identity cognito-idp comprehend
  compute-optimizer config config-conforms config-multiaccountsetup connect contributorinsights.dynamodb controltower
  cost-optimization-hub.bcm credentials.iot custom.rds databrew dataexchange datapipeline datasync datazone dax delivery.logs
  detective devops-guru directconnect dlm dms dnssec-route53 docdb-elastic drs ds dynamodb dynamodb.application-autoscaling
  ec2 ec2-images ec2-instance-connect ec2.application-autoscaling ec2fleet ec2scheduled ecr ecs ecs-tasks
  ecs.application-autoscaling edgelambda eks eks-connector eks-fargate-pods eks-nodegroup elasticache
  elasticache.application-autoscaling elasticbeanstalk elasticfilesystem elasticloadbalancing elasticmapreduce
  elastictranscoder email.cognito-idp emr-containers emr-serverless entityresolution es events firehose fis fms forecast fsx
  gamelift geo glacier globalaccelerator glue grafana greengrass guardduty health healthlake hooks.cloudformation iam
  imagebuilder importexport inspector inspector2 internetmonitor iot iotanalytics iotevents iotfleetwise iotsitewise
  iottwinmaker ivs kafka kafkaconnect kendra kinesis kinesisanalytics kinesisreplication.dynamodb kinesisvideo kms
  lakeformation lambda launchwizard lex lexv2 license-management.marketplace license-manager license-manager.master-account
  license-manager.member-account lightsail logger.cloudfront logging.s3 logs lookoutequipment lookoutmetrics lookoutvision m2
  machinelearning macie maintenance.elasticbeanstalk malware-protection-plan.guardduty malware-protection.guardduty
  managedblockchain managedupdates.elasticbeanstalk marketplace mediaconnect mediaconvert medialive mediapackage
  mediapackagev2 mediastore mediatailor member.org.stacksets.cloudformation memorydb metering-marketplace mgn migrationhub
  monitoring monitron mq network-firewall networkmanager nimble notifications observability.aoss observabilityadmin omics
  opensearchservice ops.apigateway ops.emr-serverless opsworks opsworks-cm organizations osis outposts panorama personalize
  pinpoint pipes pods.eks polly profile proton pullthroughcache.ecr q qbusiness qldb quicksight ram rbin rds
  rds.application-autoscaling redshift redshift-data redshift-serverless refactor-spaces rekognition replication.dynamodb
  replication.ecr replicator.lambda reporting.trustedadvisor resource-explorer-2 resource-groups resources.cloudformation
  restore-testing.backup robomaker rolesanywhere route53 route53-recovery-control-config route53resolver rum s3 s3-outposts
  s3.data-source.lustre.fsx sagemaker sagemaker.application-autoscaling scheduler schemas secretsmanager security-ir
  securityhub securitylake serverlessrepo servicecatalog servicecatalog-appregistry servicediscovery servicequotas ses shield
  signer sms sns spot spotfleet sqs ssm ssm-contacts ssm-incidents ssm-quicksetup ssm-sap sso stacksets.cloudformation states
  storagegateway sts support swf synthetics tagpolicies.tag tasks.apprunner textract timestream tnb transcribe transfer
  transitgateway translate trustedadvisor verifiedpermissions vmie voiceid vpc-flow-logs vpc-lattice waf waf-regional wafv2
  wellarchitected wisdom workdocs worklink workmail workspaces xray
`;

/** `s3.amazonaws.com` and the like, sorted. */
export const SERVICE_PRINCIPALS: readonly string[] = PRINCIPALS.trim()
  .split(/\s+/)
  .map((name) => `${name}.amazonaws.com`);
