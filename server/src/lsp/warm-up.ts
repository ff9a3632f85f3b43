import type { Analysis } from '../analysis/analysis.ts';
import { createAnalysis } from '../analysis/create-analysis.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { NO_CONFIGURATION } from '../lint/config.ts';
import type { FileSnapshot } from '../template/files.ts';
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
 * Diagnoses small templates, at first of one service each, so that no step is long, then of all in each dialect, and types into these: afterwards the first of
 * the user's, and the first letter that is typed into it, finds everything decoded and compiled.
 */
export function* warmUpSteps(catalog: Catalog): Generator<void, void> {
  for (const action of USUAL_ACTIONS) yield* openSample(catalog, renderSam([action])).diagnose();
  const samples = renderSamples(USUAL_ACTIONS);
  for (let round = 0; round < ROUNDS; round++) for (const sample of samples) yield* openSample(catalog, sample).diagnose();
  for (const sample of samples) yield* typeInto(openSample(catalog, sample), sample);
}

/** A letter more and the same letter less in each action, with what an editor asks of it. */
function* typeInto({ diagnose, replace, analysis }: OpenSample, { uri, text }: Sample): Generator<void, void> {
  for (const action of USUAL_ACTIONS) {
    const end = text.indexOf(action) + action.length;
    replace(end, end, 'x');
    yield* diagnose();
    analysis.complete(uri, end);
    yield;
    replace(end, end + 1, '');
    yield* diagnose();
    analysis.hover(uri, end);
    yield;
    analysis.codeActions(uri, { start: end, end });
    yield;
  }
}

interface OpenSample {
  readonly analysis: Analysis;
  diagnose(): Generator<void, void>;
  replace(start: number, end: number, by: string): void;
}

function openSample(catalog: Catalog, { uri, text }: Sample): OpenSample {
  let version = 0;
  let file: FileSnapshot = { kind: 'text', text, version: '0' };
  let current = text;
  const analysis = createAnalysis({
    catalog,
    files: { read: (asked) => (asked === uri ? file : { kind: 'missing' }) },
    configurationOf: () => NO_CONFIGURATION,
  });
  return {
    analysis,
    *diagnose() {
      yield* analysis.diagnoseSteps(uri);
      yield;
    },
    replace(start, end, by) {
      const edit = { from: String(version), start, oldEnd: end, newEnd: start + by.length };
      current = current.slice(0, start) + by + current.slice(end);
      version++;
      file = { kind: 'text', text: current, version: String(version), edits: [edit] };
    },
  };
}
