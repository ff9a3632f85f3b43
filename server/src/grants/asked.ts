import type { PolicyKind } from '../catalog/catalog.ts';
import type { Policy } from '../policy/model.ts';
import { haveSame } from '../template/align.ts';
import type { PolicySource } from '../template/template.ts';

/** What a computation asked beside the names of the template: its result is good as long as the answers are. */
export interface Asked {
  /** Names of owners whose policy sources it read. */
  readonly owners: readonly string[];
  /** Resources that it looked for by the name that their author gives them. */
  readonly named: readonly { readonly type: string; readonly name: string; readonly answer: string | undefined }[];
  /** Boundaries whose documents are other files. */
  readonly boundaries: readonly { readonly text: string; readonly answer: readonly Policy[] | undefined }[];
}

const NOTHING_ASKED: Asked = { owners: [], named: [], boundaries: [] };

/** What can be asked. */
export interface Answers {
  /**
   * The policy sources that belong to an owner, by its type and name as in `PolicySource.owner`: the same list as in the version before while they and their
   * policies are the same.
   */
  sourcesOf(type: string, name: string, kind?: PolicyKind): readonly PolicySource[];
  /** The logical id of the resource of this type that its author gives this name, in `Fn::Sub` notation. */
  findNamed(type: string, name: string): string | undefined;
  /** The policies of a permissions boundary that is in neither the template nor the catalogue, by its ARN or name in `Fn::Sub` notation. */
  findBoundary(text: string): readonly Policy[] | undefined;
  /** `undefined` for a policy template and a managed policy. */
  policyOf(source: PolicySource): Policy | undefined;
}

export interface AskedRecorder extends Answers {
  /** What was asked since the last call. */
  take(): Asked;
}

export function recordAsked(answers: Answers): AskedRecorder {
  let owners: string[] = [];
  let named: Asked['named'][number][] = [];
  let boundaries: Asked['boundaries'][number][] = [];
  const noteOwner = (name: string): void => {
    if (!owners.includes(name)) owners.push(name);
  };
  return {
    sourcesOf(type, name, kind) {
      noteOwner(name);
      return answers.sourcesOf(type, name, kind);
    },
    policyOf(source) {
      noteOwner(source.owner.name);
      return answers.policyOf(source);
    },
    findNamed(type, name) {
      const answer = answers.findNamed(type, name);
      named.push({ type, name, answer });
      return answer;
    },
    findBoundary(text) {
      const answer = answers.findBoundary(text);
      boundaries.push({ text, answer });
      return answer;
    },
    take() {
      if (owners.length === 0 && named.length === 0 && boundaries.length === 0) return NOTHING_ASKED;
      const asked: Asked = { owners, named, boundaries };
      [owners, named, boundaries] = [[], [], []];
      return asked;
    },
  };
}

/** Whether the answers are the same. `changed`: the owners of which a source or a policy is another. */
export function areSameAnswers({ owners, named, boundaries }: Asked, changed: ReadonlySet<string>, answers: Answers): boolean {
  if (changed.size > 0) for (const owner of owners) if (changed.has(owner)) return false;
  for (const { type, name, answer } of named) if (answers.findNamed(type, name) !== answer) return false;
  for (const { text, answer } of boundaries) if (!isSameAnswer(answers.findBoundary(text), answer)) return false;
  return true;
}

function isSameAnswer(left: readonly Policy[] | undefined, right: readonly Policy[] | undefined): boolean {
  return left === right || (left !== undefined && right !== undefined && haveSame(left, right));
}
