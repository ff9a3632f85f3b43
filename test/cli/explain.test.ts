import { describe, expect, test } from 'vitest';
import { createFolder, run } from './run.ts';

async function explain(name: string): Promise<string> {
  const { code, stdout } = await run(createFolder({}), ['explain', name]);
  expect(code).toBe(0);
  return stdout;
}

describe('explain', () => {
  test('prints the page of a rule', async () => {
    expect(await explain('unquoted-star')).toMatch(/^# unquoted-star\n/);
  });

  test('says of an action what a hover says', async () => {
    expect(await explain('s3:GetObject')).toMatch(/^\*\*s3:GetObject\*\* \(Read\)\n/);
    expect(await explain('s3:GetObj*')).toMatch(/^\*\*s3:GetObj\\\*\*\* matches \d+ actions/);
    expect(await explain('*')).toMatch(/^\*\*\\\*\*\* matches \d+ actions of \d+ services/);
    expect(await explain('s3:GetObjectt')).toContain('Not in the catalogue');
  });

  test('says of an ARN which resource types it can name, and which actions take it', async () => {
    const object = await explain('arn:aws:s3:::reports/*');
    expect(object).toContain('Names `s3:object`.');
    expect(object).toMatch(/\n\nTaken by \d+ actions: \d+ List, \d+ Read, \d+ Write, /);
    expect(await explain('arn:aws:sqs:eu-west-1:123456789012:jobs')).toContain('Names `sqs:queue`.');
    expect(await explain('arn:aws:s3:eu-west-1:1:nothing')).toContain('No action of s3 can be limited to it.');
    expect(await explain('arn:aws:iam::aws:policy/NoPolicyOfThisName')).toContain('Names `iam:policy`.');
  });

  test('says of a condition key what it holds', async () => {
    expect(await explain('aws:SourceArn')).toMatch(/^\*\*aws:SourceArn\*\* \(ARN\)\n/);
    expect(await explain('aws:ResourceTag/team')).toContain('tag of the resource');
    expect(await explain('s3:prefix')).toMatch(/^\*\*s3:prefix\*\* \(String\)\n/);
  });

  test('says of a managed policy what it allows, by name or ARN', async () => {
    const byName = await explain('AWSLambdaBasicExecutionRole');
    expect(byName).toContain('Allows 3 actions');
    expect(await explain('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole')).toBe(byName);
    expect(await explain('AWSLambdaFullAccess')).toContain('Replaced by `AWSLambda_FullAccess`.');
  });

  test('says of a policy template what it grants', async () => {
    expect(await explain('S3ReadPolicy')).toMatch(/^\*\*S3ReadPolicy\*\* \(SAM policy template\)\n.*- s3:GetObject\n/s);
  });

  test.each([
    ['wildcard-acton', "did you mean 'wildcard-action'?"],
    ['aws:SourceAcount', "did you mean 'aws:SourceAccount'?"],
    ['S3ReadPolcy', "did you mean 'S3ReadPolicy'?"],
    ['ReadOnlyAcess', "did you mean 'ReadOnlyAccess'?"],
    ['xyz', "'leastwise rules' lists them"],
  ])('knows nothing of %s, exit 2', async (name, guess) => {
    const { code, stdout, stderr } = await run(createFolder({}), ['explain', name]);
    expect(stderr).toContain(`leastwise: '${name}' is no rule, action, ARN, condition key, managed policy or policy template; `);
    expect(stderr).toContain(guess);
    expect([code, stdout]).toEqual([2, '']);
  });

  test('--help names what it takes', async () => {
    const { code, stdout } = await run(createFolder({}), ['explain', '--help']);
    expect(stdout.replace(/\s+/g, ' ')).toContain('an ARN, a condition key, a managed policy of AWS or a policy template of SAM');
    expect(code).toBe(0);
  });
});
