/** What can be wrong with a request to the directory, with its status and title (RFC 9457 §3.1). */
const PROBLEMS = {
  'unknown-parameter': [400, 'Unknown parameter'],
  'invalid-parameter': [400, 'Invalid parameter'],
  'invalid-cursor': [400, 'Invalid cursor'],
  'expired-cursor': [400, 'Expired cursor'],
  'invalid-body': [400, 'Invalid body'],
  'bad-credential': [400, 'The credential was not sent as it should be'],
  'wrong-scope': [403, 'The credential may not do this'],
  'not-found': [404, 'Not found'],
  'method-not-allowed': [405, 'Method not allowed'],
  'not-acceptable': [406, 'No format that the client accepts'],
  'too-many-credentials': [409, 'Too many credentials'],
  'position-gone': [410, 'The changes since then are not kept any more'],
  busy: [503, 'The database is busy'],
  throttled: [429, 'Too many requests'],
  failed: [500, 'The service failed unexpectedly'],
} as const satisfies Readonly<Record<string, readonly [status: number, title: string]>>;

export type ProblemKind = keyof typeof PROBLEMS;

/** A refusal by the directory. `message` says what was received, what is allowed and what to do. */
export class DirectoryProblem extends Error {
  override readonly name = 'DirectoryProblem';
  readonly kind: ProblemKind;
  readonly headers: Readonly<Record<string, string>>;

  constructor(kind: ProblemKind, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.kind = kind;
    this.headers = headers;
  }
}

const problemType = (kind: string): string => `urn:serverless-scim:problem:${kind}`;

/** Every `type` that a problem may have. */
export const problemTypes: readonly string[] = Object.keys(PROBLEMS).map(problemType);

/** The status that a problem of this kind is answered with. */
export const problemStatus = (kind: ProblemKind): number => PROBLEMS[kind][0];

/** The body of a problem (RFC 9457 §3.1), application/problem+json. */
export function problemBody({ kind, message }: Pick<DirectoryProblem, 'kind' | 'message'>) {
  const [status, title] = PROBLEMS[kind];
  return { type: problemType(kind), title, status, detail: message };
}
