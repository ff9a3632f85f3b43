/**
 * Ways in which a principal raises its own rights: the actions that together are enough.
 * Source: pathfinding.cloud (DataDog, data of 2025-12-17, commit 84dd65c, Apache-2.0): 65 paths, by their ids; cloudsplaining (Salesforce,
 * 2026-08-16, BSD-3-Clause) for what it has beyond them; Rhino Security Labs, "AWS IAM Privilege Escalation Methods", for the first 21 of
 * which both are made. Names of actions and their combinations only; the words are ours. Date: 2026-11. Licence of this table: MIT.
 */

export interface EscalationPath {
  /** Of pathfinding.cloud, else `rhino-` or `cloudsplaining-` and its name there in short. */
  readonly id: string;
  readonly actions: readonly string[];
  /** Completes "lets its holder …". */
  readonly gain: string;
}

const runAs = (service: string): string => `run code of its own as any role that ${service} may assume`;
const takeOver = (what: string): string => `run code of its own as the role of any ${what}`;
const OWN_RIGHTS = 'give itself any right';
const LOG_IN = 'log in as any user';

export const ESCALATION_PATHS: readonly EscalationPath[] = [
  { id: 'apprunner-001', actions: ['iam:PassRole', 'apprunner:CreateService'], gain: runAs('App Runner') },
  { id: 'apprunner-002', actions: ['apprunner:UpdateService'], gain: takeOver('App Runner service') },
  {
    id: 'bedrock-001',
    actions: [
      'iam:PassRole',
      'bedrock-agentcore:CreateCodeInterpreter',
      'bedrock-agentcore:StartCodeInterpreterSession',
      'bedrock-agentcore:InvokeCodeInterpreter',
    ],
    gain: runAs('Bedrock AgentCore'),
  },
  {
    id: 'bedrock-002',
    actions: ['bedrock-agentcore:StartCodeInterpreterSession', 'bedrock-agentcore:InvokeCodeInterpreter'],
    gain: takeOver('code interpreter'),
  },
  {
    id: 'cloudformation-001',
    actions: ['iam:PassRole', 'cloudformation:CreateStack'],
    gain: 'create anything as any role that CloudFormation may assume',
  },
  { id: 'cloudformation-002', actions: ['cloudformation:UpdateStack'], gain: 'change anything as the service role of any stack' },
  {
    id: 'cloudformation-003',
    actions: ['iam:PassRole', 'cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances'],
    gain: 'create anything as any role that CloudFormation may assume',
  },
  {
    id: 'cloudformation-004',
    actions: ['iam:PassRole', 'cloudformation:UpdateStackSet'],
    gain: 'create anything as any role that CloudFormation may assume',
  },
  {
    id: 'cloudformation-005',
    actions: ['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'],
    gain: 'change anything as the service role of any stack',
  },
  {
    id: 'codebuild-001',
    actions: ['iam:PassRole', 'codebuild:CreateProject', 'codebuild:StartBuild'],
    gain: runAs('CodeBuild'),
  },
  { id: 'codebuild-002', actions: ['codebuild:StartBuild'], gain: takeOver('CodeBuild project') },
  { id: 'codebuild-003', actions: ['codebuild:StartBuildBatch'], gain: takeOver('CodeBuild project') },
  {
    id: 'codebuild-004',
    actions: ['iam:PassRole', 'codebuild:CreateProject', 'codebuild:StartBuildBatch'],
    gain: runAs('CodeBuild'),
  },
  {
    id: 'datapipeline-001',
    actions: ['iam:PassRole', 'datapipeline:CreatePipeline', 'datapipeline:PutPipelineDefinition', 'datapipeline:ActivatePipeline'],
    gain: runAs('Data Pipeline'),
  },
  { id: 'ec2-001', actions: ['iam:PassRole', 'ec2:RunInstances'], gain: runAs('EC2') },
  {
    id: 'ec2-002',
    actions: ['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances'],
    gain: takeOver('EC2 instance'),
  },
  { id: 'ec2-003', actions: ['iam:PassRole', 'ec2:RequestSpotInstances'], gain: runAs('EC2') },
  {
    id: 'ec2-004',
    actions: ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'],
    gain: takeOver('instance that a launch template starts'),
  },
  {
    id: 'ec2instanceconnect-003',
    actions: ['ec2-instance-connect:SendSSHPublicKey', 'ec2:DescribeInstances'],
    gain: takeOver('EC2 instance'),
  },
  {
    id: 'ecs-001',
    actions: ['iam:PassRole', 'ecs:CreateCluster', 'ecs:RegisterTaskDefinition', 'ecs:CreateService'],
    gain: runAs('ECS tasks'),
  },
  {
    id: 'ecs-002',
    actions: ['iam:PassRole', 'ecs:CreateCluster', 'ecs:RegisterTaskDefinition', 'ecs:RunTask'],
    gain: runAs('ECS tasks'),
  },
  { id: 'ecs-003', actions: ['iam:PassRole', 'ecs:RegisterTaskDefinition', 'ecs:CreateService'], gain: runAs('ECS tasks') },
  { id: 'ecs-004', actions: ['iam:PassRole', 'ecs:RegisterTaskDefinition', 'ecs:RunTask'], gain: runAs('ECS tasks') },
  { id: 'ecs-005', actions: ['iam:PassRole', 'ecs:RegisterTaskDefinition', 'ecs:StartTask'], gain: runAs('ECS tasks') },
  { id: 'cloudsplaining-ecs-exec', actions: ['ecs:ExecuteCommand', 'ecs:DescribeTasks'], gain: takeOver('ECS task') },
  { id: 'glue-001', actions: ['iam:PassRole', 'glue:CreateDevEndpoint'], gain: runAs('Glue') },
  { id: 'glue-002', actions: ['glue:UpdateDevEndpoint'], gain: takeOver('Glue development endpoint') },
  { id: 'glue-003', actions: ['iam:PassRole', 'glue:CreateJob', 'glue:StartJobRun'], gain: runAs('Glue') },
  { id: 'glue-004', actions: ['iam:PassRole', 'glue:CreateJob', 'glue:CreateTrigger'], gain: runAs('Glue') },
  { id: 'glue-005', actions: ['iam:PassRole', 'glue:UpdateJob', 'glue:StartJobRun'], gain: runAs('Glue') },
  { id: 'glue-006', actions: ['iam:PassRole', 'glue:UpdateJob', 'glue:CreateTrigger'], gain: runAs('Glue') },
  { id: 'iam-001', actions: ['iam:CreatePolicyVersion'], gain: 'rewrite any policy, its own too' },
  { id: 'iam-002', actions: ['iam:CreateAccessKey'], gain: 'act as any user' },
  { id: 'iam-003', actions: ['iam:CreateAccessKey', 'iam:DeleteAccessKey'], gain: 'act as any user' },
  { id: 'iam-004', actions: ['iam:CreateLoginProfile'], gain: LOG_IN },
  { id: 'iam-005', actions: ['iam:PutRolePolicy'], gain: OWN_RIGHTS },
  { id: 'iam-006', actions: ['iam:UpdateLoginProfile'], gain: LOG_IN },
  { id: 'iam-007', actions: ['iam:PutUserPolicy'], gain: OWN_RIGHTS },
  { id: 'iam-008', actions: ['iam:AttachUserPolicy'], gain: OWN_RIGHTS },
  { id: 'iam-009', actions: ['iam:AttachRolePolicy'], gain: OWN_RIGHTS },
  { id: 'iam-010', actions: ['iam:AttachGroupPolicy'], gain: OWN_RIGHTS },
  { id: 'iam-011', actions: ['iam:PutGroupPolicy'], gain: OWN_RIGHTS },
  { id: 'iam-012', actions: ['iam:UpdateAssumeRolePolicy'], gain: 'let itself assume any role' },
  { id: 'iam-013', actions: ['iam:AddUserToGroup'], gain: 'join any group' },
  { id: 'iam-014', actions: ['iam:AttachRolePolicy', 'sts:AssumeRole'], gain: OWN_RIGHTS },
  { id: 'iam-015', actions: ['iam:AttachUserPolicy', 'iam:CreateAccessKey'], gain: OWN_RIGHTS },
  { id: 'iam-016', actions: ['iam:CreatePolicyVersion', 'sts:AssumeRole'], gain: OWN_RIGHTS },
  { id: 'iam-017', actions: ['iam:PutRolePolicy', 'sts:AssumeRole'], gain: OWN_RIGHTS },
  { id: 'iam-018', actions: ['iam:PutUserPolicy', 'iam:CreateAccessKey'], gain: OWN_RIGHTS },
  { id: 'iam-019', actions: ['iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy'], gain: OWN_RIGHTS },
  { id: 'iam-020', actions: ['iam:CreatePolicyVersion', 'iam:UpdateAssumeRolePolicy'], gain: OWN_RIGHTS },
  { id: 'iam-021', actions: ['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'], gain: OWN_RIGHTS },
  { id: 'rhino-default-version', actions: ['iam:SetDefaultPolicyVersion'], gain: 'bring back older versions of any policy, its own too' },
  { id: 'lambda-001', actions: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'], gain: runAs('Lambda') },
  { id: 'lambda-002', actions: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:CreateEventSourceMapping'], gain: runAs('Lambda') },
  { id: 'lambda-003', actions: ['lambda:UpdateFunctionCode'], gain: takeOver('function') },
  { id: 'lambda-004', actions: ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'], gain: takeOver('function') },
  { id: 'lambda-005', actions: ['lambda:UpdateFunctionCode', 'lambda:AddPermission'], gain: takeOver('function') },
  { id: 'lambda-006', actions: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:AddPermission'], gain: runAs('Lambda') },
  { id: 'sagemaker-001', actions: ['iam:PassRole', 'sagemaker:CreateNotebookInstance'], gain: runAs('SageMaker') },
  { id: 'sagemaker-002', actions: ['iam:PassRole', 'sagemaker:CreateTrainingJob'], gain: runAs('SageMaker') },
  { id: 'sagemaker-003', actions: ['iam:PassRole', 'sagemaker:CreateProcessingJob'], gain: runAs('SageMaker') },
  { id: 'sagemaker-004', actions: ['sagemaker:CreatePresignedNotebookInstanceUrl'], gain: takeOver('notebook instance') },
  {
    id: 'sagemaker-005',
    actions: [
      'sagemaker:CreateNotebookInstanceLifecycleConfig',
      'sagemaker:StopNotebookInstance',
      'sagemaker:UpdateNotebookInstance',
      'sagemaker:StartNotebookInstance',
    ],
    gain: takeOver('notebook instance'),
  },
  { id: 'ssm-001', actions: ['ssm:StartSession'], gain: takeOver('managed instance') },
  { id: 'ssm-002', actions: ['ssm:SendCommand'], gain: takeOver('managed instance') },
  { id: 'sts-001', actions: ['sts:AssumeRole'], gain: 'act as any role that trusts its account' },
];
