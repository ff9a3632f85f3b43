import { insertCondition } from '../edit/insert-condition.ts';
import { readConditions } from '../lint/condition.ts';
import { partnersOf } from '../lint/condition-facts.ts';
import { createFix } from '../lint/fix.ts';
import type { Fix, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';
import type { ConditionEntry, Statement } from '../policy/model.ts';

export const unpairedConditionKey: Rule = {
  id: 'unpaired-condition-key',
  severity: 'warning',
  summary: 'A condition compares a private address without saying of which VPC.',
  rationale: 'Private addresses repeat: anyone can make a VPC in which a machine has this very address.',
  alsoKnownAs: { 'access-analyzer': 'MISSING_PAIRED_CONDITION_KEYS' },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  IpAddress:\n    «aws:VpcSourceIp»: 10.0.1.0/24",
      },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: !Sub '${Reports.Arn}/*'\nCondition:\n  StringEquals:\n    aws:PrincipalTag/team: blue\n  IpAddress:\n    «aws:VpcSourceIp»: !GetAtt Network.CidrBlock",
        resources: 'Reports:\n  Type: AWS::S3::Bucket\nNetwork:\n  Type: AWS::EC2::VPC',
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: !Sub '${Reports.Arn}/*'\nCondition:\n  StringEquals:\n    aws:SourceVpc: !Ref Network\n  IpAddress:\n    aws:VpcSourceIp: 10.0.1.0/24",
        resources: 'Reports:\n  Type: AWS::S3::Bucket\nNetwork:\n  Type: AWS::EC2::VPC',
      },
      {
        code: "Effect: Deny\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  IpAddress:\n    aws:VpcSourceIp: 10.0.1.0/24",
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    if (statement.condition?.complete !== true) return;
    const conditions = readConditions(statement, context.catalog);
    const present = new Set(statement.condition.entries.map(({ key }) => key.value.toLowerCase()));
    for (const { entry, operator, name } of conditions) {
      const partners = partnersOf(name);
      if (partners === undefined || operator.type === 'Null') continue;
      // What lets a request in by its address: an Allow inside of a range, a Deny outside of it.
      if (effectOf(statement) !== (operator.negated ? 'Deny' : 'Allow')) continue;
      if (partners.some((partner) => present.has(partner.toLowerCase()))) continue;
      yield {
        range: entry.key.outer,
        message: `Any VPC can have the addresses that ${quote(entry.key.value)} is compared with; add ${partners.map((partner) => `'${partner}'`).join(' or ')}`,
        fixes: () =>
          operator.negated ? [] : findNetworks(partners, context).map((network) => addNetwork(network, entry, statement, context)),
      };
    }
  },
};

interface Network {
  readonly key: string;
  readonly logicalId: string;
}

const NETWORK_KEYS: ReadonlyMap<string, string> = new Map(
  Object.entries({ 'AWS::EC2::VPC': 'aws:SourceVpc', 'AWS::EC2::VPCEndpoint': 'aws:SourceVpce' }),
);

const MOST_OFFERED = 3;

/** VPCs and endpoints of the template that one of the keys can name. */
function findNetworks(partners: readonly string[], { template }: StatementContext): readonly Network[] {
  const networks = [...template.scope.resources.values()].flatMap(({ type, logicalId }): readonly Network[] => {
    const key = NETWORK_KEYS.get(type);
    return key !== undefined && partners.includes(key) ? [{ key, logicalId }] : [];
  });
  return networks.slice(0, MOST_OFFERED);
}

function addNetwork({ key, logicalId }: Network, entry: ConditionEntry, statement: Statement, context: StatementContext): Fix {
  const source = context.sourceOf(entry.key.outer);
  return createFix(`Add ${key} of '${logicalId}'`, 'narrows', () =>
    insertCondition(source, statement, 'StringEquals', key, [{ kind: 'ref', logicalId }]),
  );
}
