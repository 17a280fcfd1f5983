/** Why an answer is not there. `ended`: the link; `refused`: what was asked for cannot be done; `busy`: asked too much or the service is short of breath. */
export type FailureKind = 'ended' | 'forbidden' | 'missing' | 'busy' | 'offline' | 'refused' | 'failed';

/** What a request fails with; `detail` is the service's own explanation, where it gave one. */
export interface Failure extends Error {
  readonly kind: FailureKind;
  readonly detail: string | null;
  /** What the service calls it, where it says so. */
  readonly code: string | null;
}

export const createFailure = (
  kind: FailureKind,
  { detail = null, code = null }: Partial<Pick<Failure, 'detail' | 'code'>> = {},
): Failure => Object.assign(new Error(detail ?? kind), { kind, detail, code });

/** Whether it is one of these; anything else is a fault of ours. */
export const isFailure = (error: unknown): error is Failure =>
  error instanceof Error && 'kind' in error && 'code' in error;

const KINDS: Readonly<Record<number, FailureKind>> = {
  401: 'ended',
  403: 'forbidden',
  404: 'missing',
  410: 'missing',
  422: 'refused',
  429: 'busy',
  503: 'busy',
  504: 'busy',
};

/** The failure that an answer tells of (RFC 9457 where it is one of ours). */
export async function failureOf(response: Response): Promise<Failure> {
  return createFailure(KINDS[response.status] ?? 'failed', await saidBy(response));
}

async function saidBy(response: Response): Promise<Pick<Failure, 'detail' | 'code'>> {
  try {
    const body: unknown = await response.json();
    return { detail: textIn(body, 'detail'), code: textIn(body, 'kind') };
  } catch {
    return { detail: null, code: null };
  }
}

function textIn(body: unknown, key: string): string | null {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, key) : null;
  return typeof value === 'string' ? value : null;
}
