import { describe, expect, test } from 'vitest';
import { loadCatalogForTests } from '../support/catalog.ts';

const catalog = loadCatalogForTests();
const types = catalog.services.flatMap(({ prefix }) => catalog.resourceTypes(prefix));

describe('resource types', () => {
  test('all of the pinned data is there', () => {
    expect(types.length).toBe(2334);
  });

  test('those without condition keys in the data have an empty list', () => {
    expect(types.filter(({ conditionKeys }) => conditionKeys.length === 0).length).toBeGreaterThanOrEqual(493);
    expect(types.every(({ conditionKeys }) => Array.isArray(conditionKeys))).toBe(true);
  });

  test('every ARN format is one ARN whose placeholders are written ${Name}', () => {
    const odd = types.flatMap(({ service, name, arns }) =>
      arns.filter((arn) => !/^arn:[^<>\s,]+$/.test(arn.replace(/\$\{[A-Za-z0-9]+\}/g, 'x'))).map((arn) => `${service}:${name} ${arn}`),
    );
    expect(odd).toEqual([]);
    expect(types.every(({ arns }) => arns.length > 0)).toBe(true);
  });

  test('several formats in one string are several formats', () => {
    expect(catalog.resourceType('apigateway', 'Stage')?.arns).toEqual([
      'arn:${Partition}:apigateway:${Region}::/apis/${ApiId}/stages/${StageName}',
      'arn:${Partition}:apigateway:${Region}::/restapis/${RestApiId}/stages/${StageName}',
    ]);
  });

  test('a resource type knows its CloudFormation types, SAM types among them', () => {
    expect(catalog.resourceType('s3', 'bucket')?.cloudFormationTypes).toContain('AWS::S3::Bucket');
    expect(catalog.resourceType('dynamodb', 'table')?.cloudFormationTypes).toEqual([
      'AWS::DynamoDB::GlobalTable',
      'AWS::DynamoDB::Table',
      'AWS::Serverless::SimpleTable',
    ]);
    expect(catalog.cloudFormationTypesOf('Lambda:Function')).toEqual([
      'AWS::Lambda::Function',
      'AWS::Lambda::Url',
      'AWS::Serverless::Function',
    ]);
    expect(catalog.cloudFormationTypesOf('s3:object')).toEqual([]);
    expect(catalog.cloudFormationTypesOf('constructor')).toEqual([]);
  });

  test('an unknown service or type is nothing', () => {
    expect(catalog.resourceTypes('nothing')).toEqual([]);
    expect(catalog.resourceType('s3', 'nothing')).toBeUndefined();
  });
});

describe('what the formats do not say', () => {
  const index = (name: string): number => catalog.actionIndex(name) ?? -1;

  test('further ARNs that an action accepts', () => {
    expect(catalog.extraArns(index('lambda:InvokeFunction'))).toContain(
      'arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}:${Alias}',
    );
    expect(catalog.extraArns(index('logs:PutLogEvents'))).toContain(
      'arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:*',
    );
    expect(catalog.extraArns(index('logs:TagResource'))).toEqual([]);
    expect(catalog.extraArns(index('es:ESHttpGet'))).toContain('arn:${Partition}:es:${Region}:${Account}:domain/${DomainName}/${Path}');
    expect(catalog.extraArns(index('es:DescribeDomain'))).toEqual([]);
    expect(catalog.extraArns(index('s3:GetObject'))).toContain(
      'arn:${Partition}:s3::${Account}:accesspoint/${AccessPointAlias}/object/${ObjectName}',
    );
  });

  test('placeholders that hold neither slash nor colon', () => {
    expect(catalog.placeholderSpans('s3', 'bucket', 'BucketName')).toBe(false);
    expect(catalog.placeholderSpans('s3', 'object', 'BucketName')).toBe(false);
    expect(catalog.placeholderSpans('s3', 'object', 'ObjectName')).toBe(true);
    expect(catalog.placeholderSpans('ssm', 'parameter', 'ParameterNameWithoutLeadingSlash')).toBe(true);
    expect(catalog.placeholderSpans('iam', 'role', 'RoleNameWithPath')).toBe(true);
    expect(catalog.placeholderSpans('logs', 'log-group', 'LogGroupName')).toBe(true);
    expect(catalog.placeholderSpans('Lambda', 'Function', 'functionname')).toBe(false);
    expect(catalog.placeholderSpans('anything', 'at-all', 'Region')).toBe(false);
  });

  test('actions with optional types that are scoped as a rule', () => {
    expect(catalog.scopingIsUsual(index('s3:GetObject'))).toBe(true);
    expect(catalog.scopingIsUsual(index('events:PutEvents'))).toBe(true);
    expect(catalog.scopingIsUsual(index('execute-api:Invoke'))).toBe(true);
    expect(catalog.scopingIsUsual(index('cloudwatch:PutMetricData'))).toBe(false);
    expect(catalog.scopingIsUsual(index('polly:SynthesizeSpeech'))).toBe(false);
  });

  test('actions checked against every required type have more than one', () => {
    expect(catalog.needsEveryResourceType(index('kms:CreateAlias'))).toBe(true);
    expect(catalog.needsEveryResourceType(index('ec2:RunInstances'))).toBe(true);
    expect(catalog.needsEveryResourceType(index('iam:PassRole'))).toBe(false);
    expect(catalog.needsEveryResourceType(index('dynamodb:Query'))).toBe(false);
    const single = Array.from({ length: catalog.actionCount }, (_, number) => number)
      .filter((number) => catalog.needsEveryResourceType(number))
      .map((number) => catalog.action(number))
      .filter(({ resourceTypes }) => resourceTypes.filter(({ required }) => required).length < 2);
    expect(single.map(({ fullName }) => fullName)).toEqual([]);
  });
});
