import type { Policy } from '../../policy/model.ts';
import type { Adding } from '../sam/adding.ts';
import type { Written } from '../written.ts';

/** The trust policy of a role that functions act by; schedules and functions at the edge act by it too. */
export function trustOfFunctions(
  adding: Adding,
  { isScheduled, isAtEdge }: { readonly isScheduled: boolean; readonly isAtEdge: boolean },
): readonly Policy[] {
  const services = ['lambda', ...(isScheduled ? ['scheduler'] : []), ...(isAtEdge ? ['edgelambda'] : [])];
  return trustServices(
    adding,
    services.map((service) => `${service}.amazonaws.com`),
  );
}

/** The trust policy that lets services assume a role. */
export function trustServices({ reader, owner }: Adding, services: Written): readonly Policy[] {
  const statement: Written = { Effect: 'Allow', Principal: { Service: services }, Action: ['sts:AssumeRole'] };
  const policy = reader.lower({ Version: '2012-10-17', Statement: [statement] }, owner, owner.range);
  return [{ ...policy, kind: 'trust', source: { ...policy.source, policyKind: 'trust' } }];
}
