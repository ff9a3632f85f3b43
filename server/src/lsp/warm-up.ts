import { createAnalysis } from '../analysis/create-analysis.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { NO_CONFIGURATION } from '../lint/config.ts';
import type { Sample } from './warm-up-samples.ts';
import { renderSam, renderSamples } from './warm-up-samples.ts';

/** Actions of the services that templates use most: the details of each are decoded with the first diagnosis that meets them. */
const USUAL_ACTIONS = [
  's3:GetObject',
  's3:ListBucket',
  'dynamodb:PutItem',
  'logs:PutLogEvents',
  'lambda:InvokeFunction',
  'sqs:SendMessage',
  'sns:Publish',
  'kms:Decrypt',
  'secretsmanager:GetSecretValue',
  'ssm:GetParameter',
  'states:StartExecution',
  'events:PutEvents',
  'kinesis:PutRecord',
  'iam:PassRole',
  'sts:AssumeRole',
  'xray:PutTraceSegments',
  'cloudwatch:PutMetricData',
  'ecr:BatchGetImage',
  'ec2:DescribeNetworkInterfaces',
  'cognito-idp:AdminGetUser',
  'ses:SendEmail',
  'execute-api:Invoke',
];

/** How often the templates of all these services are diagnosed: by then the engine has compiled most of what a diagnosis takes. */
const ROUNDS = 12;

/**
 * Diagnoses small templates, at first of one service each, so that no step is long, then of all in each dialect: afterwards the first of the user's
 * finds everything decoded and compiled.
 */
export function* warmUpSteps(catalog: Catalog): Generator<void, void> {
  for (const action of USUAL_ACTIONS) yield* diagnose(catalog, renderSam([action]));
  for (let round = 0; round < ROUNDS; round++) for (const sample of renderSamples(USUAL_ACTIONS)) yield* diagnose(catalog, sample);
}

function* diagnose(catalog: Catalog, { uri, text }: Sample): Generator<void, void> {
  const analysis = createAnalysis({
    catalog,
    files: { read: (asked) => (asked === uri ? { kind: 'text', text, version: '1' } : { kind: 'missing' }) },
    configurationOf: () => NO_CONFIGURATION,
  });
  yield* analysis.diagnoseSteps(uri);
  yield;
}
