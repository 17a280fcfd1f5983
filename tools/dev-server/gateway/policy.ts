interface Statement {
  Effect?: unknown;
  Action?: unknown;
  Resource?: unknown;
}

/** What an authorizer answered, checked. */
export interface AuthorizerAnswer {
  statements: Statement[];
  /** principalId and the authorizer's own context; API Gateway turns values into text. */
  context: Record<string, string>;
}

/** Reads an authorizer's answer. Undefined where API Gateway would call the authorizer misconfigured. */
export function readAuthorizerAnswer(payload: string): AuthorizerAnswer | undefined {
  const answer = JSON.parse(payload) as {
    principalId?: unknown;
    policyDocument?: { Statement?: unknown };
    context?: Record<string, unknown>;
  } | null;
  const statements = answer?.policyDocument?.Statement;
  if (!Array.isArray(statements) || typeof answer?.principalId !== 'string') return undefined;
  const context: Record<string, string> = { principalId: answer.principalId };
  for (const [name, value] of Object.entries(answer.context ?? {})) {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
    context[name] = String(value);
  }
  return { statements: statements as Statement[], context };
}

/** Decides as IAM does: an explicit Deny wins, and without an Allow there is no access. */
export function evaluatePolicy(
  statements: readonly Statement[],
  methodArn: string,
): 'allow' | 'deny' | 'explicit deny' {
  const matching = statements.filter(
    ({ Action, Resource }) => covers(Action, 'execute-api:Invoke') && covers(Resource, methodArn),
  );
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'explicit deny';
  return matching.some(({ Effect }) => Effect === 'Allow') ? 'allow' : 'deny';
}

function covers(patterns: unknown, value: string): boolean {
  return [patterns].flat().some((pattern) => typeof pattern === 'string' && toRegExp(pattern).test(value));
}

function toRegExp(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}
