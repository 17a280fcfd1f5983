type HeaderValues = Readonly<Record<string, string | undefined>> | null | undefined;
type HeaderLists = Readonly<Record<string, readonly string[] | undefined>> | null | undefined;

/** The headers of API Gateway's event. */
export interface Headers {
  readonly headers?: HeaderValues;
  /** Every value of a header that was sent more than once; `headers` holds only the last. */
  readonly multiValueHeaders?: HeaderLists;
}

/** Every value of the Authorization header; header names have no case. */
export function authorizationOf(request: Headers): string[] {
  const lists = valuesOf(request.multiValueHeaders).flat();
  return lists.length > 0 ? lists : valuesOf(request.headers);
}

function valuesOf<Value>(headers: Readonly<Record<string, Value | undefined>> | null | undefined): Value[] {
  return Object.entries(headers ?? {}).flatMap(([name, value]) =>
    name.toLowerCase() === 'authorization' && value !== undefined ? [value] : [],
  );
}
