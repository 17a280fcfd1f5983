import type { StoredResource } from '../../life/stored-resource.ts';
import type { JsonObject } from '../../scim/json.ts';
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

/** What is to be on a page, and how many there are in all. */
export interface Found {
  readonly hits: readonly Hit[];
  readonly totalResults: number;
}

/** A hit with what is kept apart from it, where the answer shows it. */
export interface ShownHit extends Hit {
  /** Undefined where it has gone in the meantime. */
  readonly shown: JsonObject | undefined;
  /** The attribute that it is shown without, because no answer could hold it. */
  readonly leftOut?: string | undefined;
}

/** A page before its resources are projected. */
export interface Page extends Omit<ResultPage, 'resources'> {
  readonly hits: readonly ShownHit[];
}
