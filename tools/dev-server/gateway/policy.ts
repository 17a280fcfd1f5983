import { isRecord } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';

/**
 * What an authorizer allows or denies: the methods whose ARN is this one, or begins with what
 * stands before a `*` at its end.
 */
export interface Statement {
  effect: 'Allow' | 'Deny';
  resource: string;
}

/** What an authorizer answered, checked. */
export interface AuthorizerAnswer {
  statements: Statement[];
  /** principalId and the authorizer's own context; API Gateway turns values into text. */
  context: Record<string, string>;
}

/**
 * Reads an authorizer's answer. Undefined where API Gateway would call the authorizer
 * misconfigured. Throws PlainError for a statement that IAM knows and this server does not.
 */
export function readAuthorizerAnswer(payload: string): AuthorizerAnswer | undefined {
  const answer: unknown = JSON.parse(payload);
  if (!isRecord(answer) || !isRecord(answer['policyDocument']) || typeof answer['principalId'] !== 'string') {
    return undefined;
  }
  const { Statement: statements } = answer['policyDocument'];
  const context = readContext(answer['context'] ?? {});
  if (!Array.isArray(statements) || context === undefined) return undefined;
  return { statements: statements.map(readStatement), context: { principalId: answer['principalId'], ...context } };
}

function readContext(given: unknown): Record<string, string> | undefined {
  if (!isRecord(given)) return undefined;
  const values = Object.entries(given);
  const isPlain = values.every(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return isPlain ? Object.fromEntries(values.map(([name, value]) => [name, String(value)])) : undefined;
}

function readStatement(statement: unknown): Statement {
  const { Effect: effect, Action: action, Resource: resource } = isRecord(statement) ? statement : {};
  const isKnown = action === 'execute-api:Invoke' && typeof resource === 'string' && !/\?|\*./.test(resource);
  if (isKnown && (effect === 'Allow' || effect === 'Deny')) return { effect, resource };
  throw new PlainError(
    `the authorizer answered with the statement ${JSON.stringify(statement)}: the dev server knows Allow or Deny of ` +
      'execute-api:Invoke for one ARN, which may end in *; add more to tools/dev-server/gateway/policy.ts',
  );
}

/** Decides as IAM does: an explicit Deny wins, and without an Allow there is no access. */
export function evaluatePolicy(
  statements: readonly Statement[],
  methodArn: string,
): 'allow' | 'deny' | 'explicit deny' {
  const matching = statements.filter(({ resource }) =>
    resource.endsWith('*') ? methodArn.startsWith(resource.slice(0, -1)) : methodArn === resource,
  );
  if (matching.some(({ effect }) => effect === 'Deny')) return 'explicit deny';
  return matching.length > 0 ? 'allow' : 'deny';
}
