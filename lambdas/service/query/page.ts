import type { StoredResource } from '../../life/stored-resource.ts';
import type { JsonObject } from '../../scim/json.ts';
import type { ResultPage } from '../../scim/messages/list-response.ts';
import { renderResource } from '../../scim/resource/render.ts';
import { answerBytes, MAX_ANSWER_BYTES } from '../answer-size.ts';
import type { Context } from '../context.ts';
import type { TypedQuery } from './typed-query.ts';

/** A resource that matches a query, whole. */
export interface Hit {
  readonly query: TypedQuery;
  readonly stored: StoredResource;
  readonly rendered: JsonObject;
}

export const hitOf = ({ baseUrl }: Context, query: TypedQuery, stored: StoredResource): Hit => ({
  query,
  stored,
  rendered: renderResource(stored, query.type, baseUrl),
});

/** A page before its resources are projected. */
export interface Page extends Omit<ResultPage, 'resources'> {
  readonly hits: readonly Hit[];
}

/**
 * The first hits, as many as fit into one answer, and at least one: a page may hold fewer than were
 * asked for (RFC 7644 §3.4.2.4), but an answer that is too large would reach nobody.
 */
export function fitting(hits: readonly Hit[], maxBytes = MAX_ANSWER_BYTES): readonly Hit[] {
  let bytes = 0;
  const end = hits.findIndex(({ rendered }, index) => {
    bytes += answerBytes(rendered);
    return bytes > maxBytes && index > 0;
  });
  return end === -1 ? hits : hits.slice(0, end);
}
