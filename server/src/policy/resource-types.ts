import type { Action, ResourceType } from '../catalog/catalog.ts';
import { groupBy } from '../syntax/group-by.ts';
import type { ActionSet } from './action-set.ts';
import { actionIndices, actionsAt, countActions } from './action-set.ts';
import type { Answer } from './answer.ts';
import { everyAnswer, not, or, someAnswer } from './answer.ts';
import type { ArnPattern } from './arn.ts';
import { arnFromFormat, overlapsArn } from './arn.ts';
import type { ActionFormats, KernelCatalog } from './kernel.ts';
import { derive, OF_CATALOG, remember } from './kernel.ts';

/**
 * Whether a request of the action can name a resource that the pattern matches (`semantics.md` 7 to 9).
 *
 * `*` admits every action; what is no ARN admits none. An action with resource types is admitted where the pattern and an ARN format of
 * one of them have a value in common. An action without resource types is `unknown` on anything but `*`: 276 such actions are used on
 * ARNs by AWS itself.
 */
export function admits(catalog: KernelCatalog, actionIndex: number, pattern: ArnPattern): Answer {
  if (pattern.form === 'star') return 'yes';
  if (pattern.form === 'notArn') return 'no';
  const { formats, complete, answers } = actionFormats(catalog, actionIndex);
  if (formats.length === 0) return 'unknown';
  const answer = remember(answers, pattern.shape, () => overlapsFormats(catalog, formats, pattern), PATTERNS);
  return complete ? answer : or(answer, 'unknown');
}

export interface NamedResourceType {
  readonly resourceType: ResourceType;
  /** Never `no`. */
  readonly answer: Answer;
}

/** Resource types of the service that the pattern can name: `arn:aws:s3:::x/*` → object. */
export function resourceTypesNamed(catalog: KernelCatalog, service: string, pattern: ArnPattern): readonly NamedResourceType[] {
  if (pattern.form === 'notArn') return [];
  return catalog.resourceTypes(service).flatMap((resourceType) => {
    const formats = typeFormats(catalog, resourceType);
    const answers = derive(catalog, formats, 'answers', () => new Map<string, Answer>());
    const answer = remember(answers, pattern.shape, () => overlapsFormats(catalog, formats, pattern), PATTERNS);
    return answer === 'no' ? [] : [{ resourceType, answer }];
  });
}

/**
 * Whether the action must have `Resource: '*'`: `yes` without resource types, `unknown` where all of them are optional and scoping is not
 * usual (`semantics.md` 7), else `no`.
 */
export function needsStar(catalog: KernelCatalog, actionIndex: number): Answer {
  const need = catalog.resourceNeed(actionIndex);
  if (need === 'none') return catalog.extraArns(actionIndex).length === 0 ? 'yes' : 'unknown';
  return need === 'required' || catalog.scopingIsUsual(actionIndex) ? 'no' : 'unknown';
}

/** How many patterns are remembered for each group of ARN formats. */
const PATTERNS = 50;

/** ARN formats that a request of the action can name, and a key that is equal for actions of equal formats. */
export function actionFormats(catalog: KernelCatalog, actionIndex: number): ActionFormats {
  const memo = catalog.policyMemo;
  const known = memo?.actionFormats[actionIndex];
  if (known !== undefined) return known;
  const action = catalog.action(actionIndex);
  const extra = catalog.extraArns(actionIndex);
  const key = [action.service, ...action.resourceTypes.map(({ name }) => name).sort(), ...extra].join('\n');
  const formats = remember(memo?.formats, key, () => readFormats(catalog, action, extra, key), OF_CATALOG);
  if (memo !== undefined) memo.actionFormats[actionIndex] = formats;
  return formats;
}

/** Actions that are on the same resources, whatever these are. */
export interface AlikeActions {
  /** The number of the first of them. */
  readonly first: number;
  readonly actions: ActionSet;
}

/** The set split into actions of the same ARN formats, in the order of their first. */
export function alikeActions(catalog: KernelCatalog, actions: ActionSet): readonly AlikeActions[] {
  return countActions(actions) > MOST_KEPT
    ? splitAlike(catalog, actions)
    : derive(catalog, actions, 'alike', () => splitAlike(catalog, actions));
}

/** The parts of more actions are not kept: those of `NotAction`, 3,500 of them, take half a megabyte, and each such list would have its own. */
const MOST_KEPT = 1000;

function splitAlike(catalog: KernelCatalog, actions: ActionSet): readonly AlikeActions[] {
  const groups = groupBy(actionIndices(actions), (index) => actionFormats(catalog, index).key);
  return [...groups.values()].map((indices) => ({ first: indices[0] ?? 0, actions: actionsAt(catalog, indices) }));
}

function readFormats(catalog: KernelCatalog, action: Action, extra: readonly string[], key: string): ActionFormats {
  const types = action.resourceTypes.map(({ name }) => catalog.resourceType(action.service, name));
  const known = types.filter((type) => type !== undefined);
  return {
    formats: [
      ...known.flatMap((type) => typeFormats(catalog, type)),
      ...extra.map((arn) => arnFromFormat(catalog, arn, action.service, '')),
    ],
    complete: known.length === types.length,
    key,
    answers: new Map(),
  };
}

function typeFormats(catalog: KernelCatalog, type: ResourceType): readonly ArnPattern[] {
  const read = () => type.arns.map((arn) => arnFromFormat(catalog, arn, type.service, type.name));
  return remember(catalog.policyMemo?.typeFormats, `${type.service}:${type.name}`, read, OF_CATALOG);
}

function overlapsFormats(catalog: KernelCatalog, formats: readonly ArnPattern[], pattern: ArnPattern): Answer {
  const alternatives = findAlternatives(catalog, pattern);
  return alternatives === undefined ? overlapsAny(formats, pattern) : overlapsAlternatives(formats, alternatives);
}

function overlapsAny(formats: readonly ArnPattern[], pattern: ArnPattern): Answer {
  return someAnswer(formats, (format) => overlapsArn(format, pattern));
}

/** The pattern is one of the alternatives, it is not known which. */
function overlapsAlternatives(formats: readonly ArnPattern[], alternatives: readonly ArnPattern[]): Answer {
  if (everyAnswer(alternatives, (alternative) => overlapsAny(formats, alternative)) === 'yes') return 'yes';
  return everyAnswer(alternatives, (alternative) => not(overlapsAny(formats, alternative))) === 'yes' ? 'no' : 'unknown';
}

/** For an ARN of which only the possible resource types are known: the formats of these. */
function findAlternatives(catalog: KernelCatalog, pattern: ArnPattern): readonly ArnPattern[] | undefined {
  const [first, second, ...rest] = pattern.tokens;
  if (first?.kind !== 'literal' || first.text !== 'arn:' || second?.kind !== 'symbol' || rest.length > 0) return undefined;
  const names = second.symbol?.value?.resourceTypes ?? [];
  const types = names.map((name) => catalog.resourceType(name.slice(0, name.indexOf(':')), name.slice(name.indexOf(':') + 1)));
  if (types.length === 0 || types.includes(undefined)) return undefined;
  return types.filter((type) => type !== undefined).flatMap((type) => typeFormats(catalog, type));
}
