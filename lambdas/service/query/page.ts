import type { StoredResource } from '../../life/stored-resource.ts';
import type { JsonObject } from '../../scim/json.ts';
import { fitting } from '../../scim/messages/answer-size.ts';
import type { ResultPage } from '../../scim/messages/list-response.ts';
import { renderResource } from '../../scim/resource/render.ts';
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

/** The first hits, as many as fit into one answer (RFC 7644 §3.4.2.4), and at least one. */
export const fittingHits = (hits: readonly Hit[]): readonly Hit[] => fitting(hits, ({ rendered }) => rendered);
