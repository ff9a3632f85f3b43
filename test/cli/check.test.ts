import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { URI } from 'vscode-uri';
import { BROKEN, createFolder, MENDED, MIXED, run } from './run.ts';

interface JsonReport {
  readonly files: readonly { readonly path: string; readonly findings: readonly { readonly rule: string; readonly range: unknown }[] }[];
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

const validate = new Ajv().compile(JSON.parse(readFileSync('schemas/findings.schema.json', 'utf8')) as object);

function parseReport(text: string): JsonReport {
  const report: unknown = JSON.parse(text);
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  return report as JsonReport;
}

/** `path: rule, rule` a file. */
async function rulesOf(folder: string, ...argv: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await run(folder, ['check', '--format', 'json', ...argv]);
  return parseReport(stdout).files.map(({ path, findings }) => `${path}: ${findings.map(({ rule }) => rule).join(', ')}`);
}

describe('what is drawn', () => {
  test('each finding under its line, then the counts', async () => {
    const folder = createFolder({ 'template.yaml': BROKEN });
    const { code, stdout, stderr } = await run(folder, ['check', 'template.yaml']);
    expect(stdout).toBe(`template.yaml:10:23 error unquoted-star
 10 |             Resource: *
    |                       ^ '*' needs quotes: YAML reads it as a reference to an anchor
    = fix 1 (preferred): Put it in quotes

1 error (1 file with policies checked)

To apply a fix: leastwise fix --rule unquoted-star --choose 1 --line 10 template.yaml
To read on: leastwise explain unquoted-star
`);
    expect([code, stderr]).toEqual([1, '']);
  });

  test('nothing but the counts of a clean file', async () => {
    const { code, stdout } = await run(createFolder({ 'template.yaml': MENDED }), ['check', 'template.yaml']);
    expect([code, stdout]).toEqual([0, 'no findings (1 file with policies checked)\n']);
  });

  test('a command that can be pasted, whatever the name of the file', async () => {
    const folder = createFolder({ "it's a template.yaml": BROKEN });
    const { stdout } = await run(folder, ['check']);
    expect(stdout).toContain(String.raw`leastwise fix --rule unquoted-star --choose 1 --line 10 'it'\''s a template.yaml'`);
  });

  test('no command for standard input, which cannot be written', async () => {
    const { stdout } = await run(createFolder({}), ['check', '-', '--stdin-path', 'template.yaml'], { stdin: BROKEN });
    expect(stdout).toMatch(/\n1 error \(1 file with policies checked\)\n$/);
  });

  test('how much was looked at where nothing holds a policy', async () => {
    const files = { 'a.yaml': 'a: 1\n', 'b.json': '{}' };
    expect(await run(createFolder(files), ['check'])).toMatchObject({ code: 0, stdout: 'no policies in 2 files\n' });
    expect(await run(createFolder({}), ['check'])).toMatchObject({ code: 0, stdout: 'nothing to check\n' });
    expect(await run(createFolder({}), ['check', 'gone'])).toMatchObject({
      code: 2,
      stdout: 'nothing to check, 1 problem\n',
      stderr: 'gone: error: no such file or folder\n',
    });
  });

  test('in colour on a terminal, unless refused', async () => {
    const folder = createFolder({ 'template.yaml': BROKEN });
    const isColored = async (argv: readonly string[], isTerminal: boolean, env = {}): Promise<boolean> =>
      (await run(folder, ['check', ...argv], { isTerminal, env })).stdout.includes('\u001B[31m');
    expect(await isColored([], true)).toBe(true);
    expect(await isColored([], false)).toBe(false);
    expect(await isColored(['--color'], false)).toBe(true);
    expect(await isColored(['--no-color'], true)).toBe(false);
    expect(await isColored([], true, { NO_COLOR: '1' })).toBe(false);
    expect(await isColored([], false, { FORCE_COLOR: '1' })).toBe(true);
  });
});

describe('severities', () => {
  test('below --severity are neither reported nor counted', async () => {
    const folder = createFolder({ 'template.yaml': MIXED });
    expect(await rulesOf(folder)).toEqual(['template.yaml: wildcard-resource, invalid-effect']);
    expect(await rulesOf(folder, '--severity', 'error')).toEqual(['template.yaml: invalid-effect']);
    const { code } = await run(folder, ['check', '--severity', 'error', '--rule', 'invalid-effect=warning']);
    expect(code).toBe(0);
  });

  test('are set by flag before file', async () => {
    const config = 'rules:\n  wildcard-resource: off\n  invalid-effect: hint\n';
    const folder = createFolder({ 'template.yaml': MIXED, 'leastwise.config.yaml': config });
    expect(await rulesOf(folder)).toEqual(['template.yaml: ']);
    expect(await rulesOf(folder, '--severity', 'hint')).toEqual(['template.yaml: invalid-effect']);
    expect(await rulesOf(folder, '--rule', 'wildcard-resource=error', '--rule', 'invalid-effect=off')).toEqual([
      'template.yaml: wildcard-resource',
    ]);
  });

  test('are those of the preset where none is set, by flag before file', async () => {
    const template = MIXED.replace('dynamodb:GetItem', 'dynamodb:getitem');
    const folder = createFolder({ 'template.yaml': template, 'leastwise.config.yaml': 'preset: minimal' });
    const rulesWith = (...argv: readonly string[]) => rulesOf(folder, '--severity', 'hint', ...argv);
    expect(await rulesWith()).toEqual(['template.yaml: invalid-effect']);
    expect(await rulesWith('--preset', 'recommended')).toEqual(['template.yaml: wildcard-resource, invalid-effect']);
    expect((await rulesWith('--preset', 'strict'))[0]).toContain('action-case');
    expect((await rulesWith('--preset', 'strict', '--rule', 'action-case=off'))[0]).not.toContain('action-case');
  });
});

describe('configuration', () => {
  test('names the file that holds a boundary', async () => {
    const statements = ['sqs:SendMessage', 's3:GetObject'].map((action) => ({
      Effect: 'Allow',
      Action: action,
      Resource: 'arn:aws:s3:::a/b',
    }));
    const policies = [{ PolicyName: 'a', PolicyDocument: { Version: '2012-10-17', Statement: statements } }];
    const role = {
      Type: 'AWS::IAM::Role',
      Properties: { PermissionsBoundary: 'arn:aws:iam::123456789012:policy/team', Policies: policies },
    };
    const files = {
      'app/template.json': JSON.stringify({ Resources: { Role: role } }),
      'policies/team.json': '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sqs:*", "Resource": "*" }] }',
    };
    const can = async (others: Readonly<Record<string, string>>): Promise<unknown> => {
      const asked = ['permissions', 'app/template.json', '--can', 's3:GetObject', '--on', 'arn:aws:s3:::a/b', '--format', 'json'];
      const { code, stdout } = await run(createFolder({ ...files, ...others }), asked);
      return [code, JSON.parse(stdout)];
    };
    expect(await can({})).toMatchObject([3, { decision: 'unknown' }]);
    const config = 'boundaries: { "arn:aws:iam::*:policy/team": policies/team.json }';
    expect(await can({ 'leastwise.config.yaml': config })).toMatchObject([1, { decision: 'implicitDeny' }]);
  });

  test('is that of the nearest folder', async () => {
    const folder = createFolder({
      'leastwise.config.yaml': 'rules: { wildcard-resource: off }',
      'a/template.yaml': MIXED,
      'b/template.yaml': MIXED,
      'b/leastwise.config.yaml': 'rules: { invalid-effect: off }',
    });
    expect(await rulesOf(folder)).toEqual(['a/template.yaml: invalid-effect', 'b/template.yaml: wildcard-resource']);
  });

  test('is the file that --config names, wherever it lies', async () => {
    const folder = createFolder({ 'other.yaml': 'rules: { invalid-effect: off }', 'app/template.yaml': MIXED });
    expect(await rulesOf(folder, '--config', 'other.yaml', 'app')).toEqual(['app/template.yaml: wildcard-resource']);
    expect(await run(`${folder}/app`, ['check', '--config', '../other.yaml'])).toMatchObject({ code: 1 });
  });

  test('leaves out what it ignores', async () => {
    const folder = createFolder({
      'leastwise.config.yaml': 'ignore: [old/, "*.json"]',
      'old/template.yaml': MIXED,
      'template.yaml': MIXED,
    });
    expect(await rulesOf(folder)).toEqual(['template.yaml: wildcard-resource, invalid-effect']);
    expect(await rulesOf(folder, 'old/template.yaml')).toEqual([]);
  });

  test('with something wrong in it is named once, and the rest of it applies', async () => {
    const config = 'rules: { wildcard-resource: off, no-such-rule: error }\n';
    const folder = createFolder({ 'leastwise.config.yaml': config, 'a.yaml': MIXED, 'b.yaml': MIXED });
    const { code, stdout } = await run(folder, ['check', '--format', 'json']);
    const { errors, files } = parseReport(stdout);
    expect(errors).toEqual([{ path: 'leastwise.config.yaml', message: "unknown rule 'no-such-rule'" }]);
    expect(files.map(({ findings }) => findings.length)).toEqual([1, 1]);
    expect(code).toBe(2);
  });
});

describe('standard input', () => {
  test('is - and has the dialect of --stdin-path', async () => {
    const folder = createFolder({});
    const { code, stdout } = await run(folder, ['check', '-', '--stdin-path', 'app/template.yaml'], { stdin: BROKEN });
    expect(stdout).toContain('app/template.yaml:10:23 error unquoted-star');
    expect(code).toBe(1);
  });

  test('without a path tells its syntax by its text', async () => {
    const policy = '{"Statement": [{"Effect": "Permit", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:123456789012:a"}]}';
    const { stdout } = await run(createFolder({}), ['check', '-'], { stdin: policy });
    expect(stdout).toContain('<stdin>:1:27 error invalid-effect');
  });

  test('has the configuration of the folder it is taken to be in', async () => {
    const folder = createFolder({ 'leastwise.config.yaml': 'rules: { unquoted-star: off, invalid-syntax: off }' });
    expect(await run(folder, ['check', '-'], { stdin: BROKEN })).toMatchObject({ code: 0 });
  });
});

describe('machine formats', () => {
  test('JSON counts lines and UTF-16 characters from 0', async () => {
    const folder = createFolder({
      'template.yaml': `Description: 🪣\n${BROKEN.replace('Effect: Deny', '# 🪣\n            Effect: Deny')}`,
    });
    const { stdout } = await run(folder, ['check', '--format', 'json']);
    const [finding] = parseReport(stdout).files[0]?.findings ?? [];
    expect(finding).toEqual({
      rule: 'unquoted-star',
      severity: 'error',
      message: "'*' needs quotes: YAML reads it as a reference to an anchor",
      range: { start: { line: 11, character: 22 }, end: { line: 11, character: 23 } },
      fixes: [{ title: 'Put it in quotes', effect: 'equal', preferred: true }],
    });
  });

  test('JSON of a clean folder is whole', async () => {
    const { stdout } = await run(createFolder({ 'template.yaml': MENDED }), ['check', '--format', 'json']);
    expect(parseReport(stdout)).toEqual({ version: 1, files: [{ path: 'template.yaml', findings: [] }], errors: [] });
  });

  test('SARIF counts from 1 and carries rules, problems and proved fixes', async () => {
    const folder = createFolder({ 'my app/template.yaml': BROKEN });
    const { code, stdout } = await run(folder, ['check', '--format', 'sarif', '.', 'gone.yaml']);
    expect(code).toBe(2);
    const log = JSON.parse(stdout) as {
      readonly version: string;
      readonly runs: readonly {
        readonly tool: {
          readonly driver: {
            readonly name: string;
            readonly rules: readonly { readonly id: string; readonly defaultConfiguration: object }[];
          };
        };
        readonly results: readonly { readonly ruleIndex: number }[];
        readonly invocations: readonly object[];
      }[];
    };
    const [only] = log.runs;
    const region = { startLine: 10, startColumn: 23, endLine: 10, endColumn: 24 };
    const artifactLocation = { uri: 'my%20app/template.yaml', uriBaseId: 'ROOT' };
    expect(log.version).toBe('2.1.0');
    expect(only?.results).toMatchObject([
      {
        ruleId: 'unquoted-star',
        level: 'error',
        locations: [{ physicalLocation: { artifactLocation, region } }],
        fixes: [
          {
            description: { text: 'Put it in quotes' },
            artifactChanges: [{ artifactLocation, replacements: [{ deletedRegion: region, insertedContent: { text: "'*'" } }] }],
          },
        ],
      },
    ]);
    expect(only?.tool.driver.rules[only.results[0]?.ruleIndex ?? -1]).toMatchObject({
      id: 'unquoted-star',
      defaultConfiguration: { level: 'error' },
    });
    expect(only?.invocations).toMatchObject([
      { executionSuccessful: false, toolExecutionNotifications: [{ message: { text: 'no such file or folder' } }] },
    ]);
  });

  test('sarif names a file outside of the current folder by its own URI', async () => {
    const folder = createFolder({ 'a/template.yaml': BROKEN, 'b/none.yaml': '' });
    const { stdout } = await run(path.join(folder, 'b'), ['check', '--format', 'sarif', '../a']);
    expect(stdout).toContain(`"uri": "${URI.file(path.join(folder, 'a/template.yaml')).toString()}"\n`);
    expect(stdout).not.toContain('..');
  });
});

describe('fragments', () => {
  const serverless = (fragment: string): string => `service: app
provider:
  name: aws
  iamRoleStatements: \${file(${fragment})}
`;
  const fragment = `- Effect: Permit
  Action: [sqs:SendMessage]
  Resource: 'arn:aws:sqs:eu-west-1:123456789012:jobs'
`;

  test('have their findings under their own path, once', async () => {
    const folder = createFolder({
      'a/serverless.yml': serverless('../shared/statements.yml'),
      'b/serverless.yml': serverless('../shared/statements.yml'),
      'shared/statements.yml': fragment,
    });
    expect(await rulesOf(folder)).toEqual(['a/serverless.yml: ', 'b/serverless.yml: ', 'shared/statements.yml: invalid-effect']);
    expect(await rulesOf(folder, 'a')).toEqual(['a/serverless.yml: ', 'shared/statements.yml: invalid-effect']);
  });

  test('outside of the folder are not read', async () => {
    const folder = createFolder({ 'app/serverless.yml': serverless('../statements.yml'), 'statements.yml': fragment });
    expect(await rulesOf(`${folder}/app`)).toEqual(['serverless.yml: ']);
    expect(await rulesOf(folder)).toContain('statements.yml: invalid-effect');
  });
});

describe('wrong use', () => {
  test.each([
    [['check', '--format', 'xml'], "argument 'xml' is invalid"],
    [['check', '--severity', 'fatal'], "argument 'fatal' is invalid"],
    [['check', '--rule', 'wildcard-action'], 'Write it as id=level'],
    [['check', '--rule', 'wildcard-action=loud'], 'Write it as id=level'],
    [['check', '--rule', 'wildcard-acton=off'], "there is no rule 'wildcard-acton'; did you mean 'wildcard-action'?"],
    [['check', '--preset', 'loud'], "argument 'loud' is invalid. Allowed choices are minimal, recommended, strict."],
    [['fix', '--preset', 'loud'], "argument 'loud' is invalid. Allowed choices are minimal, recommended, strict."],
    [['check', '--config', 'gone.yaml'], 'configuration file gone.yaml does not exist'],
    [['chekc'], "leastwise: unknown command 'chekc'"],
    [['check', '--no-such-flag'], "leastwise: unknown option '--no-such-flag'"],
  ])('%j is told, exit 2', async (argv, message) => {
    const { code, stdout, stderr } = await run(createFolder({ 'template.yaml': BROKEN }), argv);
    expect(stderr).toContain(message);
    expect([code, stdout]).toEqual([2, '']);
  });

  test('a fault of ours is exit 70', async () => {
    const { code, stderr } = await run(createFolder({}), ['lsp', '--stdio']);
    expect(stderr).toContain('a fault of its own, please report it: Error: no server was asked for');
    expect(code).toBe(70);
  });
});

describe('other verbs', () => {
  test('--version and --help are no wrong use', async () => {
    const version = await run(createFolder({}), ['--version']);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(version.code).toBe(0);
    expect(await run(createFolder({}), ['check', '--help'])).toMatchObject({ code: 0, stderr: '' });
  });

  test('rules lists every rule with its severity and summary', async () => {
    const { code, stdout } = await run(createFolder({}), ['rules']);
    expect(stdout).toMatch(/^unquoted-star +error +A `\*` stands without quotes/m);
    expect(code).toBe(0);
  });

  test('lsp leaves the exit code to the server', async () => {
    expect(await run(createFolder({}), ['lsp', '--stdio'], { io: { startServer: () => Promise.resolve() } })).toMatchObject({
      code: undefined,
    });
  });
});
