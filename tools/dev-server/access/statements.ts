import { isRecord } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';
import type { Stack } from '../template/assembly.ts';
import { resourcesOf } from '../template/deployment.ts';
import { attributeOf } from '../template/references.ts';

/** Which keys a statement is about, by the pattern that they match: `*` stands for any characters. */
export interface KeyCondition {
  /** Whether all keys of a call have to match, which is true of none, or one is enough. */
  readonly of: 'all' | 'any';
  readonly patterns: readonly string[];
}

/** A statement of a role's policy, checked. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly KeyCondition[];
}

interface RoleProperties {
  Policies?: { PolicyDocument: { Statement: unknown[] } }[];
}

const LEADING_KEYS = 'dynamodb:LeadingKeys';

/** `StringEquals` knows no `*`; the policies of this project have none in a key. */
const OPERATORS: Readonly<Record<string, KeyCondition['of']>> = {
  'ForAllValues:StringEquals': 'all',
  'ForAllValues:StringLike': 'all',
  'ForAnyValue:StringEquals': 'any',
  'ForAnyValue:StringLike': 'any',
};

/**
 * What the roles of the tenant's stacks may do, by their ARNs. Throws PlainError for a statement that
 * IAM knows and this server does not.
 */
export function rolesOf(stacks: readonly Stack[]): ReadonlyMap<string, readonly Statement[]> {
  return new Map(
    resourcesOf<RoleProperties>(stacks, 'AWS::IAM::Role').map(({ stack, id, properties: { Policies = [] } }) => [
      attributeOf(stack, id, 'Arn'),
      Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).map(readStatement),
    ]),
  );
}

export function readStatement(given: unknown): Statement {
  const { Effect: effect, Action, Resource, Condition = {}, ...rest } = isRecord(given) ? given : {};
  const [actions, resources, conditions] = [texts(Action), texts(Resource), readConditions(Condition)];
  const isWhole = Object.keys(rest).every((name) => name === 'Sid') && actions && resources && conditions;
  if (isWhole && (effect === 'Allow' || effect === 'Deny')) return { effect, actions, resources, conditions };
  throw new PlainError(
    `a role has the statement ${JSON.stringify(given)}: the dev server knows Allow and Deny of actions on resources, ` +
      `and conditions ${Object.keys(OPERATORS).join(', ')} of ${LEADING_KEYS}; ` +
      'add more to tools/dev-server/access/statements.ts',
  );
}

function readConditions(given: unknown): KeyCondition[] | undefined {
  if (!isRecord(given)) return undefined;
  const conditions = Object.entries(given).map(([operator, keys]): KeyCondition | undefined => {
    const of = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
    const patterns = isRecord(keys) && Object.keys(keys).length === 1 ? texts(keys[LEADING_KEYS]) : undefined;
    return of && patterns && { of, patterns };
  });
  const known = conditions.filter((condition) => condition !== undefined);
  return known.length === conditions.length ? known : undefined;
}

function texts(given: unknown): string[] | undefined {
  const list: unknown[] = [given].flat();
  const known = list.filter((one) => typeof one === 'string');
  return known.length === list.length ? known : undefined;
}
