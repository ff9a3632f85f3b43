import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PrincipalAccess } from '../../server/src/analysis/access-answers.ts';
import { analyse } from '../support/analyse.ts';
import type { NaiveDecision, NaivePolicies, NaiveRequest } from '../support/naive-evaluate.ts';
import { naiveEvaluate } from '../support/naive-evaluate.ts';
import { AWAY, contexts, HOME, policies, ROLE, request } from '../support/naive-samples.ts';
import type { Notation, PermissionTemplate } from '../support/permission-templates.ts';
import { FUNCTION, SHAPES, writeTemplate } from '../support/permission-templates.ts';

const isLong = process.env.MODE === 'long';
/** New samples in every long run; it is printed, to be set here. */
const seed = isLong ? Date.now() % 2 ** 31 : undefined;
const uri = 'file:///workspace/template.json';

const template: fc.Arbitrary<PermissionTemplate> = fc
  .record({
    shape: fc.constantFrom(...SHAPES),
    notation: fc.constantFrom('literal' as const, 'intrinsic' as const),
    policies,
    conditional: fc.option(fc.constantFrom(0, 1), { nil: undefined, freq: 2 }),
  })
  .map(({ conditional, ...rest }) => ({ ...rest, ...(conditional === undefined ? {} : { conditional }) }));

/** Requests of the role, in its own account; most are such as policies of the bucket are about. */
const asked = fc
  .tuple(
    request,
    fc.option(
      fc.tuple(fc.constantFrom('s3:GetObject', 's3:PutObject'), fc.constantFrom('arn:aws:s3:::data/alice/a', 'arn:aws:s3:::data/x')),
    ),
  )
  .map(([{ action, resource, context }, usual]): NaiveRequest => {
    const about = usual === null ? { action, resource } : { action: usual[0], resource: usual[1] };
    return { ...about, context, principal: { kind: 'role', arn: ROLE } };
  });

test('what --can answers of a template is what the naive evaluator says of its policies', () => {
  const decided = new Map<string, number>();
  fc.assert(
    fc.property(asked, template, (one, given) => {
      const answer = ask(one, given);
      const expected = decisions(one, given);
      const note = `${JSON.stringify(answer)}\n${writeTemplate(given)}`;
      if (isDecidable(one, given)) expect(answer.decision, note).toBe(toDecision(expected));
      // Of what is not in the template it may be said that it is unknown; of two ways to be denied either may be what is known.
      else if (answer.decision !== 'unknown') expect(answer.decision === 'allowed', note).toBe(toDecision(expected) === 'allowed');
      const kind = answer.decision === 'unknown' && toDecision(expected) !== 'unknown' ? 'open' : answer.decision;
      decided.set(kind, (decided.get(kind) ?? 0) + 1);
    }),
    { numRuns: isLong ? 10_000 : 300, ...(seed === undefined ? {} : { seed }) },
  );
  if (isLong) process.stdout.write(`permissions, seed ${seed}: ${JSON.stringify(Object.fromEntries(decided))}\n`);
  for (const kind of ['allowed', 'explicitDeny', 'implicitDeny']) expect(decided.get(kind) ?? 0, kind).toBeGreaterThan(isLong ? 700 : 20);
  // Few answers are left open that the policies alone would decide.
  expect(decided.get('open') ?? 0).toBeLessThan(isLong ? 400 : 20);
}, 600_000);

test('what it answers without knowing some of the request holds whatever that is', () => {
  const hidden = fc.subarray(
    Object.keys(contexts).filter((key) => key !== 'aws:username'),
    { minLength: 1 },
  );
  let decided = 0;
  fc.assert(
    fc.property(asked, template, hidden, (one, given, keys) => {
      const { decision } = ask(one, given, new Set(keys));
      const expected = toDecision(decisions(one, given));
      if (decision === 'unknown' || expected === 'unknown') return;
      decided++;
      expect(decision === 'allowed', writeTemplate(given)).toBe(expected === 'allowed');
    }),
    { numRuns: isLong ? 2000 : 100, ...(seed === undefined ? {} : { seed }) },
  );
  expect(decided).toBeGreaterThan(isLong ? 1000 : 50);
}, 600_000);

/** Of the keys that are hidden nothing is said; all others are given. */
function ask(
  { action, resource, context }: NaiveRequest,
  given: PermissionTemplate,
  hidden: ReadonlySet<string> = new Set(),
): PrincipalAccess {
  const told = Object.entries(context).filter(([key]) => !hidden.has(key));
  const access = analyse({ [uri]: writeTemplate(given) }).access(uri, {
    principals: [{ kind: 'function', logicalId: FUNCTION }],
    action,
    // The template's key has an id that AWS gives: an ARN that is written out is that of another.
    on: resource.includes(':key/') && given.notation === 'intrinsic' ? 'Key' : resource.replace('*', '${!*}'),
    parameters: new Map([
      ['AWS::Partition', 'aws'],
      ['AWS::AccountId', HOME],
      ['AWS::Region', 'eu-west-1'],
    ]),
    context: new Map([...told, ['aws:principalarn', [ROLE]]]),
    wholeContext: hidden.size === 0,
  });
  const [answer] = access.kind === 'answers' ? access.answers : [];
  if (answer === undefined) throw new Error(JSON.stringify(access));
  return answer;
}

/** What the naive evaluator says in each deployment. */
function decisions(one: NaiveRequest, { policies: all, notation, conditional }: PermissionTemplate): ReadonlySet<NaiveDecision> {
  const shown = isOnTemplate(one, notation) ? all : without(all);
  const [first, ...others] = shown.identity;
  if (conditional === undefined || first === undefined || first.Statement[conditional] === undefined)
    return new Set([naiveEvaluate(one, shown)]);
  const other = { ...first, Statement: first.Statement.filter((_, i) => i !== conditional) };
  return new Set([naiveEvaluate(one, shown), naiveEvaluate(one, { ...shown, identity: [other, ...others] })]);
}

/** The policy of the bucket and of the key says nothing of other resources. */
function without({ identity, boundary }: NaivePolicies): NaivePolicies {
  return { identity, ...(boundary === undefined ? {} : { boundary }) };
}

function isOnTemplate({ resource }: Pick<NaiveRequest, 'resource'>, notation: Notation): boolean {
  return resource.includes(':key/') ? notation === 'intrinsic' : resource.startsWith('arn:aws:s3:::data');
}

function toDecision(all: ReadonlySet<NaiveDecision>): PrincipalAccess['decision'] {
  const [only] = all;
  if (all.has('undocumented') || only === undefined) return 'unknown';
  if (all.size > 1) return all.has('allow') ? 'unknown' : 'implicitDeny';
  return only === 'allow' ? 'allowed' : only === 'undocumented' ? 'unknown' : only;
}

/** Whether all that decides the request is in the template: the policy that it needs, and no session or key whose name only AWS gives. */
function isDecidable({ action, resource }: NaiveRequest, { policies: all, notation }: PermissionTemplate): boolean {
  const text = JSON.stringify(all);
  if (resource.includes(':key/') && (notation === 'literal' || /key\/\?/.test(text))) return false;
  if (resource.includes(AWAY)) return false;
  if (/^(?:kms|sts):/.test(action) && (all.resource === undefined || !isOnTemplate({ resource }, notation))) return false;
  return !text.includes('assumed-role');
}
