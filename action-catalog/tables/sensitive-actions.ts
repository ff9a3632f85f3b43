/**
 * Actions whose answer is worth more than others', full names in alphabetical order. Names alone are facts of these lists:
 * cloudsplaining (Salesforce, 2026-08-16, BSD-3-Clause), `ACTIONS_THAT_RETURN_CREDENTIALS` and `READ_ONLY_DATA_EXFILTRATION_ACTIONS`;
 * parliament 1.6.4 (Duo Labs, BSD-3-Clause), `CREDENTIALS_EXPOSURE_ACTIONS`; and AWS's Service Authorization Reference for the databases
 * that let a principal connect. Date: 2026-11. Licence of this table: MIT.
 */

/**
 * They return credentials or a token that acts as somebody. Left out: what every user of a service needs on '*' (`ecr:GetAuthorizationToken`), certificates, which are public,
 * and `sts:AssumeRole`, which has a rule of its own.
 */
export const CREDENTIAL_ACTIONS: readonly string[] = [
  'airflow:CreateCliToken',
  'airflow:CreateWebLoginToken',
  'cloud9:CreateEnvironmentToken',
  'codeartifact:GetAuthorizationToken',
  'codepipeline:PollForJobs',
  'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
  'cognito-idp:DescribeUserPoolClient',
  'connect:GetFederationToken',
  'dsql:DbConnect',
  'dsql:DbConnectAdmin',
  'ec2:GetPasswordData',
  'elasticache:Connect',
  'emr-containers:GetManagedEndpointSessionCredentials',
  'finspace-api:GetProgrammaticAccessCredentials',
  'gamelift:GetComputeAccess',
  'gamelift:GetComputeAuthToken',
  'gamelift:GetInstanceAccess',
  'gamelift:RequestUploadCredentials',
  'grafana:CreateWorkspaceApiKey',
  'iam:CreateServiceSpecificCredential',
  'iam:ResetServiceSpecificCredential',
  'iam:UpdateAccessKey',
  'lightsail:CreateBucketAccessKey',
  'lightsail:GetInstanceAccessDetails',
  'lightsail:GetRelationalDatabaseMasterUserPassword',
  'mediapackage:RotateChannelCredentials',
  'mediapackage:RotateIngestEndpointCredentials',
  'memorydb:Connect',
  'rds-db:connect',
  'redshift-serverless:GetCredentials',
  'redshift:GetClusterCredentials',
  'redshift:GetClusterCredentialsWithIAM',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
  'sts:GetFederationToken',
];

/** They read what is stored: objects, secrets, parameters, items, messages, snapshots. */
export const DATA_ACTIONS: readonly string[] = [
  'athena:GetQueryResults',
  'codecommit:GitPull',
  'dynamodb:BatchGetItem',
  'dynamodb:ExportTableToPointInTime',
  'dynamodb:GetItem',
  'dynamodb:GetRecords',
  'dynamodb:PartiQLSelect',
  'dynamodb:Query',
  'dynamodb:Scan',
  'ebs:GetSnapshotBlock',
  'glacier:GetJobOutput',
  'kinesis:GetRecords',
  'kms:Decrypt',
  'lambda:GetFunction',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  'logs:GetQueryResults',
  'rds-data:BatchExecuteStatement',
  'rds-data:ExecuteStatement',
  'rds:CopyDBSnapshot',
  'rds:CreateDBSnapshot',
  'rds:DownloadDBLogFilePortion',
  's3:GetObject',
  's3:GetObjectVersion',
  'secretsmanager:GetSecretValue',
  'sqs:ReceiveMessage',
  'ssm:GetParameter',
  'ssm:GetParameterHistory',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
];
