/**
 * ARNs that actions accept and the reference's formats do not show (`docs/semantics.md` 8).
 * Source: AWS's documentation of each service's permissions, from knowledge, and the ARNs in AWS's own SAM policy templates
 * (aws/serverless-application-model 1.110.0, Apache-2.0) and managed policies. Date: 2026-11. Licence of this table: MIT.
 */

export interface ArnCorrection {
  /** Actions, with `*` as in IAM. */
  readonly actions: readonly string[];
  readonly arns: readonly string[];
  readonly why: string;
}

const here = (service: string, resource: string): string => `arn:\${Partition}:${service}:\${Region}:\${Account}:${resource}`;

export const ARN_CORRECTIONS: readonly ArnCorrection[] = [
  {
    actions: [
      'logs:AssociateKmsKey',
      'logs:CreateExportTask',
      'logs:CreateLogAnomalyDetector',
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:DeleteDataProtectionPolicy',
      'logs:DeleteLogGroup',
      'logs:DeleteLogStream',
      'logs:DeleteMetricFilter',
      'logs:DeleteRetentionPolicy',
      'logs:DeleteSubscriptionFilter',
      'logs:DeleteSyslogConfiguration',
      'logs:DeleteTransformer',
      'logs:DescribeLogStreams',
      'logs:DescribeMetricFilters',
      'logs:DescribeSubscriptionFilters',
      'logs:DisassociateKmsKey',
      'logs:FilterLogEvents',
      'logs:GetDataProtectionPolicy',
      'logs:GetLogEvents',
      'logs:GetLogGroupFields',
      'logs:GetLogRecord',
      'logs:GetQueryResults',
      'logs:GetTransformer',
      'logs:IntegrateWithDataset',
      'logs:IntegrateWithS3Table',
      'logs:ListTagsLogGroup',
      'logs:ProcessWithPipeline',
      'logs:PutBearerTokenAuthentication',
      'logs:PutDataProtectionPolicy',
      'logs:PutLogEvents',
      'logs:PutLogGroupDeletionProtection',
      'logs:PutMetricFilter',
      'logs:PutRetentionPolicy',
      'logs:PutSubscriptionFilter',
      'logs:PutSyslogConfiguration',
      'logs:PutTransformer',
      'logs:StartLiveTail',
      'logs:StartQuery',
      'logs:TagLogGroup',
      'logs:Unmask',
      'logs:UntagLogGroup',
    ],
    arns: [here('logs', 'log-group:${LogGroupName}:*')],
    why: 'Actions on a log group are checked against its ARN with `:*` at the end, which is what `!GetAtt LogGroup.Arn` gives; all but tagging.',
  },
  {
    actions: ['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl', 'lambda:InvokeAsync'],
    arns: [here('lambda', 'function:${FunctionName}:${Version}'), here('lambda', 'function:${FunctionName}:${Alias}')],
    why: 'A version or an alias is invoked by its own ARN; `function:NAME:*` is all of them.',
  },
  {
    actions: [
      'lambda:AddPermission',
      'lambda:CreateFunctionUrlConfig',
      'lambda:DeleteFunction',
      'lambda:DeleteFunctionEventInvokeConfig',
      'lambda:DeleteFunctionUrlConfig',
      'lambda:GetFunction',
      'lambda:GetFunctionConfiguration',
      'lambda:GetFunctionEventInvokeConfig',
      'lambda:GetFunctionUrlConfig',
      'lambda:GetPolicy',
      'lambda:GetRuntimeManagementConfig',
      'lambda:PutFunctionEventInvokeConfig',
      'lambda:PutRuntimeManagementConfig',
      'lambda:RemovePermission',
      'lambda:UpdateFunctionEventInvokeConfig',
      'lambda:UpdateFunctionUrlConfig',
    ],
    arns: [here('lambda', 'function:${FunctionName}:${Version}'), here('lambda', 'function:${FunctionName}:${Alias}')],
    why: 'They take a qualifier, and are then checked against the qualified ARN.',
  },
  {
    actions: ['es:ESHttp*'],
    arns: [here('es', 'domain/${DomainName}/${Path}')],
    why: 'HTTP requests are checked against the domain with the path of the request.',
  },
  {
    actions: [
      's3:AbortMultipartUpload',
      's3:BypassGovernanceRetention',
      's3:DeleteObject',
      's3:DeleteObjectTagging',
      's3:DeleteObjectVersion',
      's3:DeleteObjectVersionTagging',
      's3:GetObject',
      's3:GetObjectAcl',
      's3:GetObjectAttributes',
      's3:GetObjectLegalHold',
      's3:GetObjectRetention',
      's3:GetObjectTagging',
      's3:GetObjectVersion',
      's3:GetObjectVersionAcl',
      's3:GetObjectVersionAttributes',
      's3:GetObjectVersionTagging',
      's3:ListMultipartUploadParts',
      's3:PutObject',
      's3:PutObjectAcl',
      's3:PutObjectLegalHold',
      's3:PutObjectRetention',
      's3:PutObjectTagging',
      's3:PutObjectVersionAcl',
      's3:PutObjectVersionTagging',
      's3:RestoreObject',
    ],
    arns: [
      here('s3', 'accesspoint/${AccessPointName}/object/${ObjectName}'),
      'arn:${Partition}:s3::${Account}:accesspoint/${AccessPointAlias}/object/${ObjectName}',
    ],
    why: 'Objects may be named behind an access point or a multi-Region access point.',
  },
  {
    actions: ['s3:ListBucket', 's3:ListBucketMultipartUploads', 's3:ListBucketVersions', 's3:GetBucketLocation'],
    arns: [here('s3', 'accesspoint/${AccessPointName}'), 'arn:${Partition}:s3::${Account}:accesspoint/${AccessPointAlias}'],
    why: 'A bucket is listed through an access point or a multi-Region access point by its ARN.',
  },
  {
    actions: ['execute-api:Invoke', 'execute-api:ManageConnections', 'execute-api:InvalidateCache'],
    arns: ['execute-api:/${StageMethodAndPath}'],
    why: 'The resource policy of an API may leave everything before the stage out.',
  },
  {
    actions: ['sns:Publish'],
    arns: [here('sns', 'endpoint/${Platform}/${ApplicationName}/${EndpointId}'), here('sns', 'app/${Platform}/${ApplicationName}')],
    why: 'Messages for mobile devices are published to an endpoint.',
  },
  {
    actions: ['states:StartSyncExecution', 'states:StartExecution', 'states:RedriveExecution'],
    arns: [
      here('states', 'stateMachine:${StateMachineName}:${StateMachineVersionId}'),
      here('states', 'stateMachine:${StateMachineName}:${StateMachineAliasName}'),
    ],
    why: 'A version or an alias of a state machine is started by its own ARN.',
  },
  {
    actions: [
      'ssm:GetParameter',
      'ssm:GetParameters',
      'ssm:GetParametersByPath',
      'ssm:GetParameterHistory',
      'ssm:PutParameter',
      'ssm:DeleteParameter',
      'ssm:DeleteParameters',
    ],
    arns: ['arn:${Partition}:ssm:${Region}::parameter/aws/${PublicParameter}'],
    why: 'Public parameters belong to no account.',
  },
  {
    actions: ['cloudformation:CreateChangeSet', 'cloudformation:CreateStack', 'cloudformation:UpdateStack'],
    arns: ['arn:${Partition}:cloudformation:${Region}:aws:transform/${TransformName}', here('cloudformation', 'transform/${MacroName}')],
    why: 'A template with a transform is deployed only by who may use the transform: AWS::Serverless-2016-10-31 is `aws:transform/Serverless-2016-10-31`.',
  },
];
