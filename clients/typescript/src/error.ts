/** An answer that is a refusal (RFC 9457, or a SCIM error where API Gateway refused). */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';
  /** The status of the answer. */
  readonly status: number;
  /** The end of the problem's type, such as "wrong-scope"; undefined where API Gateway refused. */
  readonly kind: string | undefined;

  constructor(status: number, kind: string | undefined, detail: string) {
    super(`the directory answered ${status}: ${detail}`);
    this.status = status;
    this.kind = kind;
  }
}

/** The error that an answer is; `body` is what it held, parsed where it was JSON. */
export function errorOf(status: number, body: unknown): DirectoryError {
  const type = textAt(body, 'type');
  const detail = textAt(body, 'detail') ?? (typeof body === 'string' && body !== '' ? body : 'without a reason');
  return new DirectoryError(status, type?.slice(type.lastIndexOf(':') + 1), detail);
}

function textAt(body: unknown, name: string): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : undefined;
}
