/** Who may do what: every principal of a template with all that is granted to it. Plain data over the neutral form of `policy/`. */
import type { Policy } from '../policy/model.ts';
import type { Range } from '../syntax/node.ts';
import type { Branch } from '../template/text.ts';

export interface Grants {
  /** Functions, state machines and roles in the order they are written, each role that a framework makes after what it is made for. */
  readonly principals: readonly Principal[];
  /** Who else may use a resource: the policies that stand on resources, in the order they are written, by type. */
  readonly resourcePolicies: readonly ResourcePolicy[];
}

/** A policy of a resource: on one that has several, and one that is on several, each once. */
export interface ResourcePolicy {
  readonly on: ResourceUse;
  /** Whole statements: what an `AWS::Lambda::Permission` leaves unsaid (`Effect`, `Resource`, the condition of its `SourceArn`) is there. `complete: false` where more may be said. */
  readonly policy: Policy;
  /** `inline`: a property of the resource; `attached-policy`: an entry of its own (`AWS::S3::BucketPolicy`, `AWS::Lambda::Permission`); `connector` and `framework`: what SAM makes. */
  readonly origin: Origin;
  /** Under which conditions it is there. */
  readonly when: readonly Branch[];
}

/** A resource that a policy stands on. */
export interface ResourceUse {
  /** Its logical id, where it is one of this template. */
  readonly logicalId?: string;
  /** Its type, as written where it is of this template; absent where the place takes several and it is not. */
  readonly type?: string;
  /** What is written, in `Fn::Sub` notation: `${Queue}`, `${Fn.Arn}`, `orders`; of a property of the resource its logical id. */
  readonly text: string;
  readonly range: Range;
}

/** A function and a state machine act by a role: what is granted to it is what is granted to the role. */
export type PrincipalKind = 'function' | 'state-machine' | 'role';

export interface Principal {
  readonly kind: PrincipalKind;
  /** In the template that is deployed: of a Serverless function `HelloLambdaFunction`. */
  readonly logicalId: string;
  /** Serverless: its name below `functions`. */
  readonly function?: string;
  /** As written (`AWS::Serverless::Function`); of what a framework makes the CloudFormation type. */
  readonly type: string;
  /** The key of its entry; of what a framework makes the key of the entry that it is made for. */
  readonly range: Range;
  /** A framework makes it: it is not written. */
  readonly generated: boolean;
  /** The roles that it acts by: one, or one for each branch of an `Fn::If`. Empty for a role. */
  readonly roles: readonly RoleUse[];
  /** All that is known to be granted, in the order in which it is attached. */
  readonly policies: readonly GrantedPolicy[];
  /** Managed policies as attached, those whose documents are not known too. */
  readonly managed: readonly ManagedUse[];
  /** Permissions boundaries: none, one, or one for each branch. Where `when` of none holds there is no boundary. */
  readonly boundaries: readonly BoundaryUse[];
  /** Of a role: who may assume it. */
  readonly trust: readonly Policy[];
  /** Under which conditions there is such a principal (`Condition` of its entry). */
  readonly when: readonly Branch[];
  /** Why more may be granted than `policies` says. Empty: that is all. */
  readonly unknown: readonly UnknownGrant[];
}

/** Policies with where they come from. */
export interface GrantedPolicy {
  /** Ranges of statements are those of the template; of what a framework writes they are `origin.range`, of an AWS managed policy they are nobody's. */
  readonly policy: Policy;
  readonly origin: Origin;
  /** Under which conditions it is attached, beside `when` of each statement. */
  readonly when: readonly Branch[];
}

export interface Origin {
  readonly kind: OriginKind;
  /** Name of the policy template, the managed policy, the connector or the resource that attaches it; of statements that a framework adds what for (`Tracing`). */
  readonly name?: string;
  /** Of a managed policy that a framework attaches by itself: what for (`VpcConfig`). */
  readonly addedFor?: string;
  /** Where the author wrote what brings it. */
  readonly range: Range;
}

export type OriginKind =
  /** Written at the principal itself: `Policies` of a role or a function, `iamRoleStatements`. */
  | 'inline'
  /** `AWS::IAM::Policy` or `AWS::IAM::RolePolicy` of the template. */
  | 'attached-policy'
  /** Managed by AWS, of the catalogue, whoever attaches it. */
  | 'managed-policy'
  /** `AWS::IAM::ManagedPolicy` of the template. */
  | 'customer-managed-policy'
  /** SAM policy template. */
  | 'policy-template'
  /** SAM connector. */
  | 'connector'
  /** Serverless: statements of the provider. */
  | 'provider'
  /** Statements that a framework adds by itself: for logs, a VPC, tracing, events, a dead-letter queue. */
  | 'framework';

export interface RoleUse {
  /** Logical id of the role, where it is one of this template; it is a principal too. */
  readonly logicalId?: string;
  /** What is written, as `renderShown` has it: `${Role.Arn}`, `arn:aws:iam::123456789012:role/deploy`, `${Fn::ImportValue(Role)}`. */
  readonly text: string;
  readonly range: Range;
  readonly when: readonly Branch[];
}

export interface ManagedUse {
  /** `aws`: of the catalogue; `template`: a resource of this template; `unknown`: neither, or not to be told. */
  readonly kind: 'aws' | 'template' | 'unknown';
  /** The ARN of the catalogue, the ARN of the resource (`${Policy}`), or what is written, as `renderShown` has it. */
  readonly text: string;
  /** Name of the policy, or its logical id. */
  readonly name?: string;
  readonly range: Range;
  readonly when: readonly Branch[];
}

export interface BoundaryUse {
  /** What is written, in `Fn::Sub` notation. */
  readonly text: string;
  /** Name of the managed policy, or its logical id. */
  readonly name?: string;
  /** Its document; absent where it is not found. */
  readonly policies?: readonly Policy[];
  readonly range: Range;
  readonly when: readonly Branch[];
}

export interface UnknownGrant {
  /** Completes "more may be granted: …", without a period: `the role ${RoleArn} is not in this template`. Under 150 characters. */
  readonly reason: string;
  readonly range: Range;
  /** `attached`: more statements may apply; `role`: nothing is known of what the principal may do. */
  readonly about: 'attached' | 'role';
}
