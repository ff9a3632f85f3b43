/**
 * What is known of AWS: services, actions, resource types, condition keys, managed policies, CloudFormation types, SAM policy
 * templates and the hand-written tables. This file states the shape; `read-catalog.ts` decodes the bundle that
 * `action-catalog/build` makes. No file access here: the text of the bundle comes from `host/`.
 *
 * Names of services, actions and condition keys are looked up without regard to letter case, as IAM compares them.
 */

export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

export interface Service {
  /** The prefix of its actions, lower case: `s3`. */
  readonly prefix: string;
  /** As AWS's reference calls it: `Amazon S3`. */
  readonly name: string;
  /** Actions of a service have consecutive numbers: `first` to `first + count - 1`, in alphabetical order. */
  readonly first: number;
  readonly count: number;
}

export interface ActionResourceType {
  /** Name of a resource type of the action's service. */
  readonly name: string;
  /** As the reference marks it; see `semantics.md` 7 for what it does not mean. */
  readonly required: boolean;
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
}

export interface Action {
  /** Its number, from 0 to `actionCount - 1`. */
  readonly index: number;
  readonly service: string;
  /** `GetObject` */
  readonly name: string;
  /** `s3:GetObject` */
  readonly fullName: string;
  readonly description: string;
  /** At least one; 1,144 actions carry two. */
  readonly accessLevels: readonly AccessLevel[];
  /** Empty: the action takes no resource and needs `Resource: '*'`. */
  readonly resourceTypes: readonly ActionResourceType[];
  /** Keys of the action itself, as written in the reference (`aws:RequestTag/${TagKey}`). */
  readonly conditionKeys: readonly string[];
  /** `service:Action` names: those of the action as a whole and those of each of its resource types. */
  readonly dependentActions: readonly string[];
  readonly permissionOnly: boolean;
}

/** `optional`: it has resource types, none of which is required. */
export type ResourceNeed = 'none' | 'optional' | 'required';

export interface ResourceType {
  readonly service: string;
  readonly name: string;
  /**
   * ARN formats with every placeholder written `${Name}`: `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. At least one. A few hold a
   * literal `*` (`arn:${Partition}:dms:${Region}:${Account}:cert:*`), which stands for anything.
   */
  readonly arns: readonly string[];
  readonly conditionKeys: readonly string[];
  /** CloudFormation and SAM types whose ARN is of this resource type. */
  readonly cloudFormationTypes: readonly string[];
}

export interface ConditionKey {
  /** `aws:ResourceTag/${TagKey}` */
  readonly name: string;
  /** `String`, `ARN`, `Bool`, `Date`, `Numeric`, `IPAddress`, `Binary`, `Null`; `multivalued` for the `ArrayOf…` types. */
  readonly type: string;
  readonly multivalued: boolean;
  readonly description: string;
}

/** What a `!Ref` or `!GetAtt` yields: an ARN, a name usable in one, an id, a URL, another string; `unknown` where no source says. */
export type ValueKind = 'arn' | 'name' | 'id' | 'url' | 'other' | 'unknown';

export interface AttributeValue {
  readonly kind: ValueKind;
  /** For an ARN: `service:resourceType` names it can be of; `[]` where not known. */
  readonly resourceTypes: readonly string[];
  /** For an ARN: its format where known, with what follows it in the real value (`…:log-group:${LogGroupName}:*`). */
  readonly arn?: string;
}

/** A property of a CloudFormation or SAM type that holds a policy. */
export interface PolicyProperty {
  /** Path below `Properties`; `*` steps into every item of a list or entry of a mapping: `['Policies', '*', 'PolicyDocument']`. */
  readonly path: readonly string[];
  readonly kind: PolicyKind;
  /** The property holds a statement or a list of statements with no document around them. */
  readonly statements?: true;
}

/**
 * What a policy is for, which decides what it may contain and which rules apply. `unknown` is a loose file whose elements do not say.
 */
export type PolicyKind = 'identity' | 'trust' | 'resource' | 'boundary' | 'scp' | 'rcp' | 'endpoint' | 'unknown';

export interface CloudFormationType {
  /** `AWS::S3::Bucket` */
  readonly name: string;
  readonly ref: AttributeValue;
  /** `!GetAtt` attributes by name; without `Outputs.…` of stacks, whose names the stack chooses. Custom resources are no type at all. */
  readonly attributes: ReadonlyMap<string, AttributeValue>;
  /** Format of the resource's ARN with the placeholders of AWS's reference (`arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}`); absent if not known. */
  readonly arnTemplate?: string;
  /**
   * The same as a `!Sub` text: `${AWS::Partition}` and the like, and `${Ref}` or `${Ref.Attribute}` for what `!Ref` or `!GetAtt` of the
   * resource gives (`arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/${Ref}`). Absent where neither gives it.
   */
  readonly arnSub?: string;
  /** The attribute that is the resource's ARN (`Arn`, `TopicArn`); absent where only `!Ref` is, or nothing. */
  readonly arnAttribute?: string;
  /** `service:resourceType` its ARN is of, where known. */
  readonly resourceTypes: readonly string[];
  /** Property that gives the resource its physical name (`BucketName`), where there is one. */
  readonly nameProperty?: string;
  readonly policies: readonly PolicyProperty[];
}

export interface ManagedPolicy {
  readonly name: string;
  /** `arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole` */
  readonly arn: string;
  /** Empty where no source describes it. */
  readonly description: string;
  /** AWS replaced it, or no longer lets it be attached (a hand-written list). */
  readonly deprecated: boolean;
  /** The JSON text of its document, decoded on request. */
  document(): string;
}

export interface PolicyTemplateParameter {
  readonly name: string;
  readonly description: string;
}

/** A SAM policy template; facts of aws/serverless-application-model 1.110.0. */
export interface PolicyTemplate {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly PolicyTemplateParameter[];
  /** JSON text of `{ "Statement": [...] }` with its intrinsics (`Ref` names a parameter). */
  readonly definition: string;
}

/** An API operation whose IAM action has another name (`s3:ListObjectsV2`), and what it needs instead. */
export interface SdkOperation {
  /** As written by mistake: `s3:ListObjectsV2`, `bedrock-runtime:Converse`. */
  readonly operation: string;
  /** Full action names, the first one the nearest; empty where the operation needs no permission. */
  readonly actions: readonly string[];
}

/** Actions that together let a principal raise its own rights. */
export interface EscalationPath {
  /** Of the catalogue that describes it: `iam-001` of pathfinding.cloud, else `rhino-…` or `cloudsplaining-…`. */
  readonly id: string;
  /** Full names. */
  readonly actions: readonly string[];
  /** Completes "lets its holder …". */
  readonly gain: string;
}

export interface PolicyQuota {
  /** Characters, of which IAM counts no white space; other services count bytes, which are no fewer. */
  readonly limit: number;
  /** What AWS raises it to on request; absent where it is fixed. */
  readonly raised?: number;
  /** What may have so many: `a managed policy`. */
  readonly what: string;
}

export interface Catalog {
  /** Version and date of the data: `2026-09-26`. */
  readonly date: string;
  readonly services: readonly Service[];
  readonly actionCount: number;
  service(prefix: string): Service | undefined;
  /** The number of `service:Action`; constant time. */
  actionIndex(fullName: string): number | undefined;
  /** `service:Action` of a number, without decoding details. */
  actionName(index: number): string;
  /** Details; the service is decoded at its first use. */
  action(index: number): Action;
  /** The access levels of an action, from List to Permissions management, without decoding details. */
  accessLevels(index: number): readonly AccessLevel[];
  /** Whether an action has resource types, and one of them is marked required; without decoding details. */
  resourceNeed(index: number): ResourceNeed;
  /** Every resource type of a service. */
  resourceTypes(service: string): readonly ResourceType[];
  resourceType(service: string, name: string): ResourceType | undefined;
  /** Keys of a service (with its global ones left out). */
  conditionKeys(service: string): readonly ConditionKey[];
  globalConditionKeys(): readonly ConditionKey[];
  /** Looks a key up as written in a policy: `aws:ResourceTag/team` finds `aws:ResourceTag/${TagKey}`. */
  conditionKey(written: string): ConditionKey | undefined;
  /** `service:Action` names that AWS's reference no longer lists, in lower case. */
  isRetired(fullName: string): boolean;
  /** An SDK operation newer than this catalogue: most probably an action of the same name, which it does not list yet. */
  isNewerOperation(fullName: string): boolean;
  sdkOperation(written: string): SdkOperation | undefined;
  /** Service prefixes people write that are none, and what they mean: `bedrock-runtime` → `bedrock`. */
  prefixFor(written: string): string | undefined;
  cloudFormationType(name: string): CloudFormationType | undefined;
  cloudFormationTypeNames(): readonly string[];
  /** CloudFormation types whose ARN is of `service:resourceType`. */
  cloudFormationTypesOf(resourceType: string): readonly string[];
  managedPolicyNames(): readonly string[];
  /** By name or ARN. */
  managedPolicy(nameOrArn: string): ManagedPolicy | undefined;
  /** Name of the managed policy that replaced the one of this name, which may be gone altogether (`AWSLambdaFullAccess`). */
  managedPolicyReplacement(name: string): string | undefined;
  policyTemplates(): readonly PolicyTemplate[];
  policyTemplate(name: string): PolicyTemplate | undefined;
  /** `s3.amazonaws.com` and the like. */
  servicePrincipals(): readonly string[];
  regions(): readonly string[];
  partitions(): readonly string[];
  /**
   * Actions whose `Resource: '*'` is a finding although all their resource types are optional (`semantics.md` 7): S3, `events:PutEvents`,
   * `execute-api:*`.
   */
  scopingIsUsual(actionIndex: number): boolean;
  /** Actions for which all resource types named *required* are evaluated together (`iam:PassRole` is not one): `kms:CreateAlias`, `ec2:RunInstances`. */
  needsEveryResourceType(actionIndex: number): boolean;
  /**
   * Extra ARN formats that an action accepts beyond its resource types (`lambda:InvokeFunction` on `function:NAME:ALIAS`), in the spelling of
   * `ResourceType.arns`; `semantics.md` 8. `execute-api:/${StageMethodAndPath}`, of an API's resource policy, is the one that is no ARN.
   */
  extraArns(actionIndex: number): readonly string[];
  escalationPaths(): readonly EscalationPath[];
  /** Whether what the action answers acts as somebody (`credentials`) or is what is stored (`data`), by two hand-written lists. */
  sensitivity(actionIndex: number): 'credentials' | 'data' | undefined;
  /** By CloudFormation type (of a role, user or group for the sum of its inline policies), or by kind: `trust`, `scp`, `rcp`. */
  policyQuota(typeOrKind: string): PolicyQuota | undefined;
  /** The service's page in AWS's Service Authorization Reference; absent where its name does not give the address. */
  documentationUrl(service: string): string | undefined;
  /** Whether a placeholder of an ARN format may hold `/` or `:`; `semantics.md` 9: `yes` unless a table says no. */
  placeholderSpans(service: string, resourceType: string, placeholder: string): boolean;
}
