/** ARN formats of the catalogue as snippets. */

import { escapeSnippet } from '../../generate/snippet-tree.ts';

/** Where a snippet stands: in `Fn::Sub`, where pseudo parameters work, or in plain text. */
export type Notation = 'sub' | 'plain';

const PSEUDO: ReadonlyMap<string, string> = new Map([
  ['Partition', '${AWS::Partition}'],
  ['Region', '${AWS::Region}'],
  ['Account', '${AWS::AccountId}'],
]);

const EXAMPLES: ReadonlyMap<string, string> = new Map([
  ['Region', 'us-east-1'],
  ['Account', '123456789012'],
]);

/** Names of what is mostly meant as a whole: objects of a bucket, streams of a log group. */
const MANY = /^(?:ObjectName|LogStreamName|IndexName|StreamLabel)$/;

/** A format with a tab stop for each placeholder: `arn:\${AWS::Partition\}:s3:::${1:BucketName}/${2:*}`. */
export function formatSnippet(format: string, notation: Notation): string {
  const stops = new Map<string, number>();
  return mapFormat(format, escapeSnippet, (name) => {
    const pseudo = notation === 'sub' ? PSEUDO.get(name) : undefined;
    if (pseudo !== undefined) return escapeSnippet(pseudo);
    if (name === 'Partition') return 'aws';
    const stop = stops.get(name) ?? stops.size + 1;
    stops.set(name, stop);
    return `\${${stop}:${defaultOf(name)}}`;
  });
}

/** A format as it is shown: `arn:${AWS::Partition}:s3:::BucketName/*`. */
export function formatLabel(format: string, notation: Notation): string {
  return mapFormat(
    format,
    (text) => text,
    (name) => (notation === 'sub' ? PSEUDO.get(name) : undefined) ?? (name === 'Partition' ? 'aws' : defaultOf(name)),
  );
}

function defaultOf(name: string): string {
  return EXAMPLES.get(name) ?? (MANY.test(name) ? '*' : name);
}

function mapFormat(format: string, literal: (text: string) => string, placeholder: (name: string) => string): string {
  return format
    .split(/(\$\{[^}]*\})/)
    .map((piece, index) => (index % 2 === 0 ? literal(piece) : placeholder(piece.slice(2, -1))))
    .join('');
}
