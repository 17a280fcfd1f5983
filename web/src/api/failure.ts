/** Why an answer is not there. `ended`: the link; `busy`: asked too much or the service is short of breath. */
export type FailureKind = 'ended' | 'forbidden' | 'missing' | 'busy' | 'offline' | 'failed';

/** What a request fails with; `detail` is the service's own explanation, where it gave one. */
export interface Failure extends Error {
  readonly kind: FailureKind;
  readonly detail: string | null;
}

export const createFailure = (kind: FailureKind, detail: string | null = null): Failure =>
  Object.assign(new Error(detail ?? kind), { kind, detail });

const KINDS: Readonly<Record<number, FailureKind>> = {
  401: 'ended',
  403: 'forbidden',
  404: 'missing',
  410: 'missing',
  429: 'busy',
  503: 'busy',
  504: 'busy',
};

/** The failure that an answer tells of (RFC 9457 where it is one of ours). */
export async function failureOf(response: Response): Promise<Failure> {
  return createFailure(KINDS[response.status] ?? 'failed', await detailOf(response));
}

async function detailOf(response: Response): Promise<string | null> {
  try {
    const body: unknown = await response.json();
    const detail = typeof body === 'object' && body !== null && 'detail' in body ? body.detail : null;
    return typeof detail === 'string' ? detail : null;
  } catch {
    return null;
  }
}
