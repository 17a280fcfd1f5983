import { withoutFilter } from '../../traffic/without-filter.ts';
import type { Profile } from '../../scim/quirks/quirk.ts';
import type { Answer } from '../../service/context.ts';
import { classify } from '../../traffic/classify.ts';
import type { Seen } from '../../traffic/kinds.ts';
import type { Finished } from '../endpoint.ts';
import { isParameterName } from '../log.ts';
import { isUnknownPath } from '../paths.ts';
import { queryIn, routeOf } from './request.ts';
import type { NameInSchema } from './schema-names.ts';

/** What the record of the traffic takes down about a request and its answer. */
export function seenOf(finished: Finished<Answer>, profile: Profile, nameInSchema: NameInSchema): Seen {
  const { event, body, refused, answer } = finished;
  const { status } = answer;
  if (refused !== undefined) return { kind: 'refused', status, reason: refused };
  const found = answer.body?.['totalResults'];
  const seen = classify({
    route: isUnknownPath(event.resource) ? undefined : routeOf(event),
    method: event.httpMethod,
    id: event.pathParameters?.['id'] ?? '',
    filter: queryIn(event, profile).filter,
    body,
    status,
    scimType: scimTypeOf(answer),
    found: typeof found === 'number' ? found : undefined,
    nameInSchema,
  });
  return { ...seen, leftOut: leftOutOf(finished) };
}

const MAX_LEFT_OUT = 20;
const MAX_NAME_LENGTH = 100;

/** The attributes that a write which was done has left out, by name and without the filters in their paths. */
function leftOutOf({ leftOut, answer: { status } }: Pick<Finished<Answer>, 'leftOut' | 'answer'>): string[] {
  const names = status < 300 ? leftOut.map(withoutFilter) : [];
  return [...new Set(names.filter((name) => name.length <= MAX_NAME_LENGTH && isParameterName(name)))].slice(
    0,
    MAX_LEFT_OUT,
  );
}

/** The `scimType` of an error (RFC 7644 §3.12); undefined where the answer is none, or has none. */
export function scimTypeOf({ status, body }: Answer): string | undefined {
  const scimType = status >= 400 ? body?.['scimType'] : undefined;
  return typeof scimType === 'string' ? scimType : undefined;
}
