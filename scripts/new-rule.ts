import { existsSync, writeFileSync } from 'node:fs';
import { ruleFolder } from './generated/files.ts';
import { ruleConstant } from './generated/names.ts';
import { runCommand } from './process.ts';

/** `npm run new-rule <id>`: writes a rule that works on an example and its test, then what is generated from the rules. */
export function main(args: readonly string[]): number {
  const [id] = args;
  if (id === undefined || args.length !== 1 || !/^[a-z]+(?:-[a-z]+)*$/.test(id)) {
    process.stderr.write('usage: npm run new-rule <id>, an id such as wildcard-action\n');
    return 2;
  }
  const files: readonly (readonly [string, string])[] = [
    [`${ruleFolder}/${id}.ts`, renderRuleFile(id)],
    [`test/rules/${id}.test.ts`, renderTestFile(id)],
  ];
  const existing = files.find(([file]) => existsSync(file));
  if (existing !== undefined) {
    process.stderr.write(`${existing[0]} exists\n`);
    return 2;
  }
  for (const [file, text] of files) {
    writeFileSync(file, text);
    process.stdout.write(`${file}\n`);
  }
  runCommand(process.execPath, ['scripts/run.mjs', 'scripts/generate.ts']);
  process.stdout.write(`\nNow: say in ${ruleFolder}/${id}.ts what it reports, and run npx vitest run test/rules/${id}.test.ts\n`);
  return 0;
}

function renderRuleFile(id: string): string {
  return `import type { Rule } from '../lint/rule.ts';
import { literalText } from '../template/text.ts';

export const ${ruleConstant(id)}: Rule = {
  id: '${id}',
  severity: 'warning',
  summary: 'A statement has the Sid ReplaceMe.',
  rationale: 'It says nothing about the statement.',
  examples: {
    incorrect: [{ code: "Sid: «ReplaceMe»\\nEffect: Allow\\nAction: s3:GetObject\\nResource: 'arn:aws:s3:::reports/*'" }],
    correct: [{ code: "Sid: ReadReports\\nEffect: Allow\\nAction: s3:GetObject\\nResource: 'arn:aws:s3:::reports/*'" }],
  },
  kinds: ['identity'],
  *statement(statement) {
    for (const value of statement.sid?.values ?? []) {
      if (literalText(value.text) !== 'ReplaceMe') continue;
      yield { range: value.text.range, message: 'Sid is still the one of the template' };
    }
  },
};
`;
}

function renderTestFile(id: string): string {
  const rule = ruleConstant(id);
  return `import { ${rule} } from '../../server/src/rules/${id}.ts';
import { checkExamples } from '../support/check-rule.ts';

checkExamples(${rule}, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);
`;
}
