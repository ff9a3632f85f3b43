/**
 * The 81 policy templates of AWS SAM: their parameters and the statements they expand to.
 *
 * Source: aws/serverless-application-model 1.110.0 (`policy_templates.json`, Apache-2.0), facts in our own form, with our own
 * descriptions; `npm run test:reference` compares them. Date: 2026-11. Licence of this table: MIT.
 *
 * `allow` names actions as `service: Name Name …`; `${Parameter}` in a resource or a condition is a parameter of the template.
 * SQSPollerPolicy names actions that no longer exist: it is what SAM writes.
 */

export interface SamPolicyTemplate {
  readonly description: string;
  /** Name → description, in the order of the source. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly statements: readonly SamStatement[];
}

export interface SamStatement {
  readonly allow: readonly string[];
  readonly on: readonly string[];
  /** Operator → condition key → value. */
  readonly when?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const here = (service: string, resource: string): string =>
  `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`;

export const SAM_POLICY_TEMPLATES: Readonly<Record<string, SamPolicyTemplate>> = {
  AMIDescribePolicy: {
    description: 'Look up machine images',
    parameters: {},
    statements: [{ allow: ['ec2: DescribeImages'], on: ['*'] }],
  },
  AWSSecretsManagerGetSecretValuePolicy: {
    description: 'Read the value of one secret',
    parameters: { SecretArn: 'ARN of the secret' },
    statements: [{ allow: ['secretsmanager: GetSecretValue'], on: ['${SecretArn}'] }],
  },
  AWSSecretsManagerRotationPolicy: {
    description: 'Rotate the secrets whose rotation is set to this function',
    parameters: { FunctionName: 'Name of the function' },
    statements: [
      {
        allow: ['secretsmanager: DescribeSecret GetSecretValue PutSecretValue UpdateSecretVersionStage'],
        on: [here('secretsmanager', 'secret:*')],
        when: { StringEquals: { 'secretsmanager:resource/AllowRotationLambdaArn': here('lambda', 'function:${FunctionName}') } },
      },
      { allow: ['secretsmanager: GetRandomPassword'], on: ['*'] },
    ],
  },
  AcmGetCertificatePolicy: {
    description: 'Read one certificate of AWS Certificate Manager',
    parameters: { CertificateArn: 'ARN of the certificate' },
    statements: [{ allow: ['acm: GetCertificate'], on: ['${CertificateArn}'] }],
  },
  AthenaQueryPolicy: {
    description: 'Run queries in one Athena workgroup',
    parameters: { WorkGroupName: 'Name of the Athena workgroup' },
    statements: [
      {
        allow: [
          'athena: ListWorkGroups GetExecutionEngine GetExecutionEngines GetNamespace GetCatalogs GetNamespaces GetTables',
          'athena: GetTable',
        ],
        on: ['*'],
      },
      {
        allow: [
          'athena: StartQueryExecution GetQueryResults DeleteNamedQuery GetNamedQuery ListQueryExecutions StopQueryExecution',
          'athena: GetQueryResultsStream ListNamedQueries CreateNamedQuery GetQueryExecution BatchGetNamedQuery',
          'athena: BatchGetQueryExecution GetWorkGroup',
        ],
        on: [here('athena', 'workgroup/${WorkGroupName}')],
      },
    ],
  },
  CloudFormationDescribeStacksPolicy: {
    description: 'Describe the CloudFormation stacks of the account and Region',
    parameters: {},
    statements: [{ allow: ['cloudformation: DescribeStacks'], on: [here('cloudformation', 'stack/*')] }],
  },
  CloudWatchDashboardPolicy: {
    description: 'List, read and write CloudWatch dashboards',
    parameters: {},
    statements: [{ allow: ['cloudwatch: GetDashboard ListDashboards PutDashboard ListMetrics'], on: ['*'] }],
  },
  CloudWatchDescribeAlarmHistoryPolicy: {
    description: 'Read the history of CloudWatch alarms',
    parameters: {},
    statements: [{ allow: ['cloudwatch: DescribeAlarmHistory'], on: ['*'] }],
  },
  CloudWatchPutMetricPolicy: {
    description: 'Write metrics to CloudWatch',
    parameters: {},
    statements: [{ allow: ['cloudwatch: PutMetricData'], on: ['*'] }],
  },
  CodeCommitCrudPolicy: {
    description: 'Create, read, change and delete objects of one CodeCommit repository',
    parameters: { RepositoryName: 'Name of the repository' },
    statements: [
      {
        allow: [
          'codecommit: GitPull GitPush CreateBranch DeleteBranch GetBranch ListBranches MergeBranchesByFastForward',
          'codecommit: MergeBranchesBySquash MergeBranchesByThreeWay UpdateDefaultBranch BatchDescribeMergeConflicts',
          'codecommit: CreateUnreferencedMergeCommit DescribeMergeConflicts GetMergeCommit GetMergeOptions BatchGetPullRequests',
          'codecommit: CreatePullRequest DescribePullRequestEvents GetCommentsForPullRequest GetCommitsFromMergeBase',
          'codecommit: GetMergeConflicts GetPullRequest ListPullRequests MergePullRequestByFastForward MergePullRequestBySquash',
          'codecommit: MergePullRequestByThreeWay PostCommentForPullRequest UpdatePullRequestDescription UpdatePullRequestStatus',
          'codecommit: UpdatePullRequestTitle DeleteFile GetBlob GetFile GetFolder PutFile DeleteCommentContent GetComment',
          'codecommit: GetCommentsForComparedCommit PostCommentForComparedCommit PostCommentReply UpdateComment BatchGetCommits',
          'codecommit: CreateCommit GetCommit GetCommitHistory GetDifferences GetObjectIdentifier GetReferences GetTree GetRepository',
          'codecommit: UpdateRepositoryDescription ListTagsForResource TagResource UntagResource GetRepositoryTriggers',
          'codecommit: PutRepositoryTriggers TestRepositoryTriggers GetBranch GetCommit UploadArchive GetUploadArchiveStatus',
          'codecommit: CancelUploadArchive',
        ],
        on: [here('codecommit', '${RepositoryName}')],
      },
    ],
  },
  CodeCommitReadPolicy: {
    description: 'Read objects of one CodeCommit repository',
    parameters: { RepositoryName: 'Name of the repository' },
    statements: [
      {
        allow: [
          'codecommit: GitPull GetBranch ListBranches BatchDescribeMergeConflicts DescribeMergeConflicts GetMergeCommit',
          'codecommit: GetMergeOptions BatchGetPullRequests DescribePullRequestEvents GetCommentsForPullRequest',
          'codecommit: GetCommitsFromMergeBase GetMergeConflicts GetPullRequest ListPullRequests GetBlob GetFile GetFolder GetComment',
          'codecommit: GetCommentsForComparedCommit BatchGetCommits GetCommit GetCommitHistory GetDifferences GetObjectIdentifier',
          'codecommit: GetReferences GetTree GetRepository ListTagsForResource GetRepositoryTriggers TestRepositoryTriggers GetBranch',
          'codecommit: GetCommit GetUploadArchiveStatus',
        ],
        on: [here('codecommit', '${RepositoryName}')],
      },
    ],
  },
  CodePipelineLambdaExecutionPolicy: {
    description: 'Report the result of a job to CodePipeline, from a function that it runs',
    parameters: {},
    statements: [{ allow: ['codepipeline: PutJobSuccessResult PutJobFailureResult'], on: ['*'] }],
  },
  CodePipelineReadOnlyPolicy: {
    description: 'List the executions of one pipeline',
    parameters: { PipelineName: 'Name of the pipeline' },
    statements: [{ allow: ['codepipeline: ListPipelineExecutions'], on: [here('codepipeline', '${PipelineName}')] }],
  },
  ComprehendBasicAccessPolicy: {
    description: 'Detect entities, key phrases, languages and sentiments with Comprehend',
    parameters: {},
    statements: [
      {
        allow: [
          'comprehend: BatchDetectKeyPhrases DetectDominantLanguage DetectEntities BatchDetectEntities DetectKeyPhrases',
          'comprehend: DetectSentiment BatchDetectDominantLanguage BatchDetectSentiment',
        ],
        on: ['*'],
      },
    ],
  },
  CostExplorerReadOnlyPolicy: {
    description: 'Read costs and usage from Cost Explorer',
    parameters: {},
    statements: [
      {
        allow: [
          'ce: GetCostAndUsage GetDimensionValues GetReservationCoverage GetReservationPurchaseRecommendation',
          'ce: GetReservationUtilization GetTags',
        ],
        on: ['*'],
      },
    ],
  },
  DynamoDBBackupFullAccessPolicy: {
    description: 'Make, list and delete backups of one DynamoDB table',
    parameters: { TableName: 'Name of the table' },
    statements: [
      { allow: ['dynamodb: CreateBackup DescribeContinuousBackups'], on: [here('dynamodb', 'table/${TableName}')] },
      { allow: ['dynamodb: DeleteBackup DescribeBackup ListBackups'], on: [here('dynamodb', 'table/${TableName}/backup/*')] },
    ],
  },
  DynamoDBCrudPolicy: {
    description: 'Create, read, change and delete items of one DynamoDB table and its indexes',
    parameters: { TableName: 'Name of the table' },
    statements: [
      {
        allow: ['dynamodb: GetItem DeleteItem PutItem Scan Query UpdateItem BatchWriteItem BatchGetItem DescribeTable ConditionCheckItem'],
        on: [here('dynamodb', 'table/${TableName}'), here('dynamodb', 'table/${TableName}/index/*')],
      },
    ],
  },
  DynamoDBReadPolicy: {
    description: 'Read items of one DynamoDB table and its indexes',
    parameters: { TableName: 'Name of the table' },
    statements: [
      {
        allow: ['dynamodb: GetItem Scan Query BatchGetItem DescribeTable'],
        on: [here('dynamodb', 'table/${TableName}'), here('dynamodb', 'table/${TableName}/index/*')],
      },
    ],
  },
  DynamoDBReconfigurePolicy: {
    description: 'Change the settings of one DynamoDB table',
    parameters: { TableName: 'Name of the table' },
    statements: [{ allow: ['dynamodb: UpdateTable'], on: [here('dynamodb', 'table/${TableName}')] }],
  },
  DynamoDBRestoreFromBackupPolicy: {
    description: 'Restore one DynamoDB table from a backup',
    parameters: { TableName: 'Name of the table' },
    statements: [
      { allow: ['dynamodb: RestoreTableFromBackup'], on: [here('dynamodb', 'table/${TableName}/backup/*')] },
      {
        allow: ['dynamodb: PutItem UpdateItem DeleteItem GetItem Query Scan BatchWriteItem'],
        on: [here('dynamodb', 'table/${TableName}')],
      },
    ],
  },
  DynamoDBStreamReadPolicy: {
    description: 'Describe and read one DynamoDB stream',
    parameters: { StreamName: 'Label of the stream', TableName: 'Name of the table' },
    statements: [
      {
        allow: ['dynamodb: DescribeStream GetRecords GetShardIterator'],
        on: [here('dynamodb', 'table/${TableName}/stream/${StreamName}')],
      },
      { allow: ['dynamodb: ListStreams'], on: [here('dynamodb', 'table/${TableName}/stream/*')] },
    ],
  },
  DynamoDBWritePolicy: {
    description: 'Write items of one DynamoDB table and its indexes',
    parameters: { TableName: 'Name of the table' },
    statements: [
      {
        allow: ['dynamodb: PutItem UpdateItem BatchWriteItem'],
        on: [here('dynamodb', 'table/${TableName}'), here('dynamodb', 'table/${TableName}/index/*')],
      },
    ],
  },
  EC2CopyImagePolicy: {
    description: 'Copy one machine image',
    parameters: { ImageId: 'Id of the machine image' },
    statements: [{ allow: ['ec2: CopyImage'], on: [here('ec2', 'image/${ImageId}')] }],
  },
  EC2DescribePolicy: {
    description: 'Describe EC2 instances and Regions',
    parameters: {},
    statements: [{ allow: ['ec2: DescribeRegions DescribeInstances'], on: ['*'] }],
  },
  EFSWriteAccessPolicy: {
    description: 'Mount one EFS file system through one access point and write to it',
    parameters: { AccessPoint: 'Id of the access point', FileSystem: 'Id of the file system' },
    statements: [
      {
        allow: ['elasticfilesystem: ClientMount ClientWrite'],
        on: [here('elasticfilesystem', 'file-system/${FileSystem}')],
        when: { StringEquals: { 'elasticfilesystem:AccessPointArn': here('elasticfilesystem', 'access-point/${AccessPoint}') } },
      },
    ],
  },
  EKSDescribePolicy: {
    description: 'Describe and list EKS clusters',
    parameters: {},
    statements: [{ allow: ['eks: DescribeCluster ListClusters'], on: ['*'] }],
  },
  EcsRunTaskPolicy: {
    description: 'Start tasks of one ECS task definition',
    parameters: { TaskDefinition: 'Name of the task definition, or the pattern `*`' },
    statements: [{ allow: ['ecs: RunTask'], on: [here('ecs', 'task-definition/${TaskDefinition}')] }],
  },
  ElasticMapReduceAddJobFlowStepsPolicy: {
    description: 'Add steps to one running EMR cluster',
    parameters: { ClusterId: 'Id of the cluster' },
    statements: [{ allow: ['elasticmapreduce: AddJobFlowSteps'], on: [here('elasticmapreduce', 'cluster/${ClusterId}')] }],
  },
  ElasticMapReduceCancelStepsPolicy: {
    description: 'Cancel pending steps of one running EMR cluster',
    parameters: { ClusterId: 'Id of the cluster' },
    statements: [{ allow: ['elasticmapreduce: CancelSteps'], on: [here('elasticmapreduce', 'cluster/${ClusterId}')] }],
  },
  ElasticMapReduceModifyInstanceFleetPolicy: {
    description: 'List and change the instance fleets of one EMR cluster',
    parameters: { ClusterId: 'Id of the cluster' },
    statements: [
      { allow: ['elasticmapreduce: ModifyInstanceFleet ListInstanceFleets'], on: [here('elasticmapreduce', 'cluster/${ClusterId}')] },
    ],
  },
  ElasticMapReduceModifyInstanceGroupsPolicy: {
    description: 'List and change the instance groups of one EMR cluster',
    parameters: { ClusterId: 'Id of the cluster' },
    statements: [
      { allow: ['elasticmapreduce: ModifyInstanceGroups ListInstanceGroups'], on: [here('elasticmapreduce', 'cluster/${ClusterId}')] },
    ],
  },
  ElasticMapReduceSetTerminationProtectionPolicy: {
    description: 'Turn the termination protection of one EMR cluster on or off',
    parameters: { ClusterId: 'Id of the cluster' },
    statements: [{ allow: ['elasticmapreduce: SetTerminationProtection'], on: [here('elasticmapreduce', 'cluster/${ClusterId}')] }],
  },
  ElasticMapReduceTerminateJobFlowsPolicy: {
    description: 'Shut one EMR cluster down',
    parameters: { ClusterId: 'Id of the cluster' },
    statements: [{ allow: ['elasticmapreduce: TerminateJobFlows'], on: [here('elasticmapreduce', 'cluster/${ClusterId}')] }],
  },
  ElasticsearchHttpPostPolicy: {
    description: 'Send POST and PUT requests to one Elasticsearch or OpenSearch domain',
    parameters: { DomainName: 'Name of the domain' },
    statements: [{ allow: ['es: ESHttpPost ESHttpPut'], on: [here('es', 'domain/${DomainName}/*')] }],
  },
  EventBridgePutEventsPolicy: {
    description: 'Send events to one event bus',
    parameters: { EventBusName: 'Name of the event bus' },
    statements: [{ allow: ['events: PutEvents'], on: [here('events', 'event-bus/${EventBusName}')] }],
  },
  FilterLogEventsPolicy: {
    description: 'Search the events of one log group',
    parameters: { LogGroupName: 'Name of the log group' },
    statements: [{ allow: ['logs: FilterLogEvents'], on: [here('logs', 'log-group:${LogGroupName}:log-stream:*')] }],
  },
  FirehoseCrudPolicy: {
    description: 'Create, write to, change and delete one Firehose stream',
    parameters: { DeliveryStreamName: 'Name of the Firehose stream' },
    statements: [
      {
        allow: ['firehose: CreateDeliveryStream DeleteDeliveryStream DescribeDeliveryStream PutRecord PutRecordBatch UpdateDestination'],
        on: [here('firehose', 'deliverystream/${DeliveryStreamName}')],
      },
    ],
  },
  FirehoseWritePolicy: {
    description: 'Write to one Firehose stream',
    parameters: { DeliveryStreamName: 'Name of the Firehose stream' },
    statements: [{ allow: ['firehose: PutRecord PutRecordBatch'], on: [here('firehose', 'deliverystream/${DeliveryStreamName}')] }],
  },
  KMSDecryptPolicy: {
    description: 'Decrypt with one KMS key',
    parameters: { KeyId: 'Id of the key' },
    statements: [{ allow: ['kms: Decrypt'], on: [here('kms', 'key/${KeyId}')] }],
  },
  KMSEncryptPolicy: {
    description: 'Encrypt with one KMS key',
    parameters: { KeyId: 'Id of the key' },
    statements: [{ allow: ['kms: Encrypt'], on: [here('kms', 'key/${KeyId}')] }],
  },
  KMSEncryptPolicy_v2: {
    description: 'Encrypt with one KMS key, with data keys and re-encryption',
    parameters: { KeyId: 'Id of the key' },
    statements: [
      {
        allow: [
          'kms: Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext GenerateDataKeyPair',
          'kms: GenerateDataKeyPairWithoutPlaintext',
        ],
        on: [here('kms', 'key/${KeyId}')],
      },
    ],
  },
  KinesisCrudPolicy: {
    description: 'Create, read, write, change and delete one Kinesis stream',
    parameters: { StreamName: 'Name of the stream' },
    statements: [
      {
        allow: [
          'kinesis: AddTagsToStream CreateStream DecreaseStreamRetentionPeriod DeleteStream DescribeStream DescribeStreamSummary',
          'kinesis: GetShardIterator IncreaseStreamRetentionPeriod ListTagsForStream MergeShards PutRecord PutRecords SplitShard',
          'kinesis: RemoveTagsFromStream',
        ],
        on: [here('kinesis', 'stream/${StreamName}')],
      },
    ],
  },
  KinesisStreamReadPolicy: {
    description: 'List Kinesis streams and read one',
    parameters: { StreamName: 'Name of the stream' },
    statements: [
      { allow: ['kinesis: ListStreams DescribeLimits'], on: [here('kinesis', 'stream/*')] },
      {
        allow: ['kinesis: DescribeStream DescribeStreamSummary GetRecords GetShardIterator'],
        on: [here('kinesis', 'stream/${StreamName}')],
      },
    ],
  },
  LambdaInvokePolicy: {
    description: 'Invoke one function, its versions and aliases',
    parameters: { FunctionName: 'Name of the function' },
    statements: [{ allow: ['lambda: InvokeFunction'], on: [here('lambda', 'function:${FunctionName}*')] }],
  },
  MobileAnalyticsWriteOnlyAccessPolicy: {
    description: 'Write events of Mobile Analytics',
    parameters: {},
    statements: [{ allow: ['mobileanalytics: PutEvents'], on: ['*'] }],
  },
  OrganizationsListAccountsPolicy: {
    description: 'List the accounts of the organization',
    parameters: {},
    statements: [{ allow: ['organizations: ListAccounts'], on: ['*'] }],
  },
  PinpointEndpointAccessPolicy: {
    description: 'Read and change the endpoints of one Pinpoint application',
    parameters: { PinpointApplicationId: 'Id of the Pinpoint application' },
    statements: [
      {
        allow: ['mobiletargeting: GetEndpoint UpdateEndpoint UpdateEndpointsBatch'],
        on: [here('mobiletargeting', 'apps/${PinpointApplicationId}/endpoints/*')],
      },
    ],
  },
  PollyFullAccessPolicy: {
    description: 'Use Polly with all its lexicons, and read and delete one of them',
    parameters: { LexiconName: 'Name of the lexicon' },
    statements: [
      { allow: ['polly: GetLexicon DeleteLexicon'], on: [here('polly', 'lexicon/${LexiconName}')] },
      { allow: ['polly: DescribeVoices ListLexicons PutLexicon SynthesizeSpeech'], on: [here('polly', 'lexicon/*')] },
    ],
  },
  RekognitionDetectOnlyPolicy: {
    description: 'Detect faces, labels and text with Rekognition',
    parameters: {},
    statements: [{ allow: ['rekognition: DetectFaces DetectLabels DetectModerationLabels DetectText'], on: ['*'] }],
  },
  RekognitionFacesManagementPolicy: {
    description: 'Add, delete and search faces of one Rekognition collection',
    parameters: { CollectionId: 'Id of the collection' },
    statements: [
      {
        allow: ['rekognition: IndexFaces DeleteFaces SearchFaces SearchFacesByImage ListFaces'],
        on: [here('rekognition', 'collection/${CollectionId}')],
      },
    ],
  },
  RekognitionFacesPolicy: {
    description: 'Compare and detect faces with Rekognition',
    parameters: {},
    statements: [{ allow: ['rekognition: CompareFaces DetectFaces'], on: ['*'] }],
  },
  RekognitionLabelsPolicy: {
    description: 'Detect objects and content to be moderated with Rekognition',
    parameters: {},
    statements: [{ allow: ['rekognition: DetectLabels DetectModerationLabels'], on: ['*'] }],
  },
  RekognitionNoDataAccessPolicy: {
    description: 'Compare and detect faces and labels, on one Rekognition collection',
    parameters: { CollectionId: 'Id of the collection' },
    statements: [
      {
        allow: ['rekognition: CompareFaces DetectFaces DetectLabels DetectModerationLabels'],
        on: [here('rekognition', 'collection/${CollectionId}')],
      },
    ],
  },
  RekognitionReadPolicy: {
    description: 'List and search the faces of one Rekognition collection',
    parameters: { CollectionId: 'Id of the collection' },
    statements: [
      {
        allow: ['rekognition: ListCollections ListFaces SearchFaces SearchFacesByImage'],
        on: [here('rekognition', 'collection/${CollectionId}')],
      },
    ],
  },
  RekognitionWriteOnlyAccessPolicy: {
    description: 'Create one Rekognition collection and add faces to it',
    parameters: { CollectionId: 'Id of the collection' },
    statements: [{ allow: ['rekognition: CreateCollection IndexFaces'], on: [here('rekognition', 'collection/${CollectionId}')] }],
  },
  Route53ChangeResourceRecordSetsPolicy: {
    description: 'Change the records of one hosted zone',
    parameters: { HostedZoneId: 'Id of the hosted zone' },
    statements: [{ allow: ['route53: ChangeResourceRecordSets'], on: ['arn:${AWS::Partition}:route53:::hostedzone/${HostedZoneId}'] }],
  },
  S3CrudPolicy: {
    description: 'Read, write and delete objects of one bucket',
    parameters: { BucketName: 'Name of the bucket' },
    statements: [
      {
        allow: [
          's3: GetObject ListBucket GetBucketLocation GetObjectVersion PutObject PutObjectAcl GetLifecycleConfiguration',
          's3: PutLifecycleConfiguration DeleteObject',
        ],
        on: ['arn:${AWS::Partition}:s3:::${BucketName}', 'arn:${AWS::Partition}:s3:::${BucketName}/*'],
      },
    ],
  },
  S3FullAccessPolicy: {
    description: 'Read, write and delete objects of one bucket, with their access lists, versions and tags',
    parameters: { BucketName: 'Name of the bucket' },
    statements: [
      {
        allow: [
          's3: GetObject GetObjectAcl GetObjectVersion PutObject PutObjectAcl DeleteObject DeleteObjectTagging',
          's3: DeleteObjectVersionTagging GetObjectTagging GetObjectVersionTagging PutObjectTagging PutObjectVersionTagging',
        ],
        on: ['arn:${AWS::Partition}:s3:::${BucketName}/*'],
      },
      {
        allow: ['s3: ListBucket GetBucketLocation GetLifecycleConfiguration PutLifecycleConfiguration'],
        on: ['arn:${AWS::Partition}:s3:::${BucketName}'],
      },
    ],
  },
  S3ReadPolicy: {
    description: 'Read objects of one bucket',
    parameters: { BucketName: 'Name of the bucket' },
    statements: [
      {
        allow: ['s3: GetObject ListBucket GetBucketLocation GetObjectVersion GetLifecycleConfiguration'],
        on: ['arn:${AWS::Partition}:s3:::${BucketName}', 'arn:${AWS::Partition}:s3:::${BucketName}/*'],
      },
    ],
  },
  S3WritePolicy: {
    description: 'Write objects of one bucket',
    parameters: { BucketName: 'Name of the bucket' },
    statements: [
      {
        allow: ['s3: PutObject PutObjectAcl PutLifecycleConfiguration'],
        on: ['arn:${AWS::Partition}:s3:::${BucketName}', 'arn:${AWS::Partition}:s3:::${BucketName}/*'],
      },
    ],
  },
  SESBulkTemplatedCrudPolicy: {
    description: 'Send e-mail, templates and bulk templates as one SES identity, and verify it',
    parameters: { IdentityName: 'Identity to send as: an e-mail address or a domain' },
    statements: [
      {
        allow: [
          'ses: GetIdentityVerificationAttributes SendEmail SendRawEmail SendTemplatedEmail SendBulkTemplatedEmail',
          'ses: VerifyEmailIdentity',
        ],
        on: [here('ses', 'identity/${IdentityName}')],
      },
    ],
  },
  SESBulkTemplatedCrudPolicy_v2: {
    description: 'Send e-mail and bulk e-mail as one SES identity with one template, and verify identities',
    parameters: { IdentityName: 'Identity to send as: an e-mail address or a domain', TemplateName: 'Name of the template' },
    statements: [
      {
        allow: ['ses: SendEmail SendRawEmail SendTemplatedEmail SendBulkTemplatedEmail'],
        on: [here('ses', 'identity/${IdentityName}'), here('ses', 'template/${TemplateName}')],
      },
      { allow: ['ses: GetIdentityVerificationAttributes VerifyEmailIdentity'], on: ['*'] },
    ],
  },
  SESCrudPolicy: {
    description: 'Send e-mail as one SES identity, and verify it',
    parameters: { IdentityName: 'Identity to send as: an e-mail address or a domain' },
    statements: [
      {
        allow: ['ses: GetIdentityVerificationAttributes SendEmail SendRawEmail VerifyEmailIdentity'],
        on: [here('ses', 'identity/${IdentityName}')],
      },
    ],
  },
  SESEmailTemplateCrudPolicy: {
    description: 'Create, read, change and delete SES templates',
    parameters: {},
    statements: [{ allow: ['ses: CreateTemplate GetTemplate ListTemplates UpdateTemplate DeleteTemplate TestRenderTemplate'], on: ['*'] }],
  },
  SESSendBouncePolicy: {
    description: 'Send bounces as one SES identity',
    parameters: { IdentityName: 'Identity to send as: an e-mail address or a domain' },
    statements: [{ allow: ['ses: SendBounce'], on: [here('ses', 'identity/${IdentityName}')] }],
  },
  SNSCrudPolicy: {
    description: 'Create, publish to, subscribe to and change topics whose name starts with this one',
    parameters: { TopicName: 'Start of the names of the topics' },
    statements: [
      { allow: ['sns: ListSubscriptionsByTopic CreateTopic SetTopicAttributes Subscribe Publish'], on: [here('sns', '${TopicName}*')] },
    ],
  },
  SNSPublishMessagePolicy: {
    description: 'Publish to one topic',
    parameters: { TopicName: 'Name of the topic' },
    statements: [{ allow: ['sns: Publish'], on: [here('sns', '${TopicName}')] }],
  },
  SQSPollerPolicy: {
    description: 'Receive and delete messages of one queue',
    parameters: { QueueName: 'Name of the queue' },
    statements: [
      {
        allow: [
          'sqs: ChangeMessageVisibility ChangeMessageVisibilityBatch DeleteMessage DeleteMessageBatch GetQueueAttributes',
          'sqs: ReceiveMessage',
        ],
        on: [here('sqs', '${QueueName}')],
      },
    ],
  },
  SQSSendMessagePolicy: {
    description: 'Send messages to one queue',
    parameters: { QueueName: 'Name of the queue' },
    statements: [{ allow: ['sqs: SendMessage*'], on: [here('sqs', '${QueueName}')] }],
  },
  SSMParameterReadPolicy: {
    description: 'Read one parameter, named without a slash in front, and those below it',
    parameters: { ParameterName: 'Name of the parameter, without the slash in front' },
    statements: [
      { allow: ['ssm: DescribeParameters'], on: ['*'] },
      { allow: ['ssm: GetParameters GetParameter GetParametersByPath'], on: [here('ssm', 'parameter/${ParameterName}')] },
    ],
  },
  SSMParameterWithSlashPrefixReadPolicy: {
    description: 'Read one parameter, named with a slash in front, and those below it',
    parameters: { ParameterName: 'Name of the parameter, with the slash in front' },
    statements: [
      { allow: ['ssm: DescribeParameters'], on: ['*'] },
      { allow: ['ssm: GetParameters GetParameter GetParametersByPath'], on: [here('ssm', 'parameter${ParameterName}')] },
    ],
  },
  SageMakerCreateEndpointConfigPolicy: {
    description: 'Create one SageMaker endpoint configuration',
    parameters: { EndpointConfigName: 'Name of the endpoint configuration' },
    statements: [{ allow: ['sagemaker: CreateEndpointConfig'], on: [here('sagemaker', 'endpoint-config/${EndpointConfigName}')] }],
  },
  SageMakerCreateEndpointPolicy: {
    description: 'Create one SageMaker endpoint',
    parameters: { EndpointName: 'Name of the endpoint' },
    statements: [{ allow: ['sagemaker: CreateEndpoint'], on: [here('sagemaker', 'endpoint/${EndpointName}')] }],
  },
  ServerlessRepoReadWriteAccessPolicy: {
    description: 'Create, list and read applications of the Serverless Application Repository',
    parameters: {},
    statements: [
      {
        allow: [
          'serverlessrepo: CreateApplication CreateApplicationVersion UpdateApplication GetApplication ListApplications',
          'serverlessrepo: ListApplicationVersions ListApplicationDependencies',
        ],
        on: [here('serverlessrepo', 'applications/*')],
      },
    ],
  },
  StepFunctionsCallbackPolicy: {
    description: 'Report success, failure and heartbeats of tasks to one state machine',
    parameters: { StateMachineName: 'Name of the state machine' },
    statements: [
      { allow: ['states: SendTaskFailure SendTaskHeartbeat SendTaskSuccess'], on: [here('states', 'stateMachine:${StateMachineName}')] },
    ],
  },
  StepFunctionsExecutionPolicy: {
    description: 'Start executions of one state machine',
    parameters: { StateMachineName: 'Name of the state machine' },
    statements: [{ allow: ['states: StartExecution'], on: [here('states', 'stateMachine:${StateMachineName}')] }],
  },
  StepFunctionsExecutionPolicy_v2: {
    description: 'Start executions of one state machine, also synchronous ones',
    parameters: { StateMachineName: 'Name of the state machine' },
    statements: [{ allow: ['states: StartExecution StartSyncExecution'], on: [here('states', 'stateMachine:${StateMachineName}')] }],
  },
  TextractDetectAnalyzePolicy: {
    description: 'Detect and analyse text in documents with Textract',
    parameters: {},
    statements: [{ allow: ['textract: DetectDocumentText StartDocumentTextDetection StartDocumentAnalysis AnalyzeDocument'], on: ['*'] }],
  },
  TextractGetResultPolicy: {
    description: 'Read the results of Textract',
    parameters: {},
    statements: [{ allow: ['textract: GetDocumentTextDetection GetDocumentAnalysis'], on: ['*'] }],
  },
  TextractPolicy: {
    description: 'Use everything of Textract',
    parameters: {},
    statements: [{ allow: ['textract: *'], on: ['*'] }],
  },
  VPCAccessPolicy: {
    description: 'Make, describe and delete network interfaces, as a function in a VPC needs',
    parameters: {},
    statements: [
      { allow: ['ec2: CreateNetworkInterface DeleteNetworkInterface DescribeNetworkInterfaces DetachNetworkInterface'], on: ['*'] },
    ],
  },
};
