import type { Catalog, PolicyKind } from '../catalog/catalog.ts';
import type { MappingNode, Node, Problem, Range, ScalarNode } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import type { ServiceVariables } from './serverless-value.ts';
import type { Branch } from './text.ts';

/** `policy` is a file that is itself a policy document, a statement or a list of statements. */
export type Dialect = 'sam' | 'cloudformation' | 'serverless' | 'policy';

export interface Resource {
  readonly logicalId: string;
  /** `AWS::S3::Bucket`; a function of Serverless has `AWS::Lambda::Function`. */
  readonly type: string;
  /** The value of its entry; absent for what is known without being declared (`semantics.md` 13). */
  readonly node?: MappingNode;
  readonly key?: ScalarNode;
  readonly properties?: Node;
  readonly condition?: string;
}

/** A resource that is written in the template. */
export type DeclaredResource = Resource & Required<Pick<Resource, 'node' | 'key'>>;

export function isDeclared(resource: Resource): resource is DeclaredResource {
  return resource.node !== undefined && resource.key !== undefined;
}

export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly default?: string;
  readonly node: Node;
}

/** What a policy belongs to: the function, role or resource whose property it is. */
export interface Owner {
  /** Logical id, or the name of a Serverless function; `''` for a loose policy, `provider` for Serverless's provider level. */
  readonly name: string;
  readonly type: string;
  /** The key of its entry; of a loose policy the whole document. */
  readonly range: Range;
  /** SAM: its `Role` is set, so that nothing of what would make one is read (`semantics.md` 18). */
  readonly hasOwnRole?: true;
}

interface PolicySourceBase {
  readonly owner: Owner;
  /** The kind of policy that the place calls for. */
  readonly policyKind: PolicyKind;
  /** Branches of `Fn::If` around it, outermost first. */
  readonly when: readonly Branch[];
  /** What is replaced or removed with it: the list item or the value. */
  readonly node: Node;
}

/** A policy-bearing place of the template, tagged by what stands there. */
export type PolicySource =
  /** A policy document: a mapping with `Statement`, or JSON text in a string (`node` is then the embedded tree). */
  | (PolicySourceBase & { readonly kind: 'document' })
  /** Statements without a wrapper: Serverless, a loose list. */
  | (PolicySourceBase & { readonly kind: 'statements' })
  /** SAM: an entry with `PolicyName`/`PolicyDocument`, which today's SAM rejects (`semantics.md` 17); `document` is what it wraps. */
  | (PolicySourceBase & { readonly kind: 'wrapped'; readonly document: Node })
  /** SAM: an entry that is a mapping whose key is not an element of a policy: a policy template by its name, known or not. */
  | (PolicySourceBase & { readonly kind: 'policy-template'; readonly name: ScalarNode; readonly parameters: Node })
  /** A managed policy by ARN, name or intrinsic. */
  | (PolicySourceBase & { readonly kind: 'managed' })
  /** `AWS::Lambda::Permission` and the like: properties that say `Action` and `Principal` and become one statement of a resource policy. */
  | (PolicySourceBase & { readonly kind: 'permission' });

export type PolicySourceKind = PolicySource['kind'];

/** What the names of a template mean. */
export interface Scope {
  readonly resources: ReadonlyMap<string, Resource>;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly conditions: ReadonlySet<string>;
  /** `Fn::Transform`, `AWS::Include` or an unread `${file(…)}` may bring more: nothing is said to be missing. */
  readonly incomplete: boolean;
  /** Identifiers of every `Fn::ForEach`, which are unique in a template. */
  readonly loops: ReadonlySet<string>;
  /** Says what a `Ref` or an attribute of a resource yields. */
  readonly catalog: Catalog;
}

/**
 * A string that holds JSON text and is the text of an `Fn::Sub`: `${X}` inside the JSON is a symbol, `${!x}` a policy variable, and a text
 * read from it has the form `sub`.
 */
export interface SubHost {
  /** The second argument of the `Fn::Sub`, where there is one. */
  readonly variables?: Node;
}

export interface Template {
  readonly dialect: Dialect;
  readonly source: Source;
  /** The main document and every fragment read (`${file(…)}`), by URI. */
  readonly sources: ReadonlyMap<string, Source>;
  /** The tree of each of `sources`. */
  readonly trees: ReadonlyMap<string, Node>;
  readonly scope: Scope;
  readonly policies: readonly PolicySource[];
  /** What is wrong with the text of any of its sources, and of JSON text inside a string. */
  readonly problems: readonly Problem[];
  /** Strings with JSON text under `Fn::Sub`; compare `node.host`. */
  readonly hosts: ReadonlyMap<ScalarNode, SubHost>;
  /** What a whole-string variable (`${file(…)}`, `${self:…}`) at or in a policy stands for. */
  readonly replaced: ReadonlyMap<ScalarNode, Node>;
  /** Serverless: what variables come to when the service is deployed without options. `readText` leaves them symbols. */
  readonly variables?: ServiceVariables;
}
