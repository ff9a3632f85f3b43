import type { Policy } from '../../server/src/policy/model.ts';
import type { PolicySource } from '../../server/src/template/template.ts';
import { readTemplate } from '../support/template.ts';

export interface Given {
  readonly policies: readonly Policy[];
  readonly sources: readonly PolicySource[];
}

const RESOURCES = `
Transform: AWS::Serverless-2016-10-31
Parameters:
  Name: { Type: String }
  TopicArn: { Type: String }
Conditions:
  Prod: !Equals [!Ref Name, prod]
Resources:
  Bucket: { Type: AWS::S3::Bucket }
  Other: { Type: AWS::S3::Bucket }
  Topic: { Type: AWS::SNS::Topic }
  Queue: { Type: AWS::SQS::Queue }
  Table: { Type: AWS::DynamoDB::Table }
  Logs: { Type: AWS::Logs::LogGroup }
  Machine: { Type: AWS::StepFunctions::StateMachine }
  Role: { Type: AWS::IAM::Role }
  Fn: { Type: AWS::Serverless::Function }
  P:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
`;

/** The entries of SAM `Policies`, in YAML, among a bucket, another, a topic, a queue, a table, a log group, a state machine, a function. */
export function givenEntries(entries: string): Given {
  const { policies, template } = readTemplate(RESOURCES + indent(entries.trim(), 8));
  return {
    policies: policies.filter(({ source }) => source.owner.name === 'P'),
    sources: template.policies.filter(({ owner }) => owner.name === 'P'),
  };
}

/** Statements of one identity policy of 2012-10-17. */
export function givenStatements(...statements: readonly string[]): Given {
  const items = statements.map((statement) => indent(`- ${indent(statement.trim(), 2).trim()}`, 4));
  return givenEntries(`- Version: '2012-10-17'\n  Statement:\n${items.join('\n')}`);
}

/** An Allow statement in short: actions and resources as YAML flow items. */
export function allow(actions: string, resources: string, more = ''): string {
  return `Effect: Allow\nAction: [${actions}]\nResource: [${resources}]\n${more}`;
}

export function deny(actions: string, resources: string, more = ''): string {
  return `Effect: Deny\nAction: [${actions}]\nResource: [${resources}]\n${more}`;
}

function indent(text: string, by: number): string {
  return text
    .split('\n')
    .map((line) => ' '.repeat(by) + line)
    .join('\n');
}
