import { InvalidArgumentError } from 'commander';
import type { Kind } from '../../../lambdas/directory/setup/activity/row.ts';
import type { FeedPosition } from '../../../lambdas/store/ports/feed.ts';

/** What was done: `create`, `update` or `delete`. */
const DONE = ['create', 'update', 'delete'] as const satisfies readonly Kind[];

export function toKind(text: string): (typeof DONE)[number] {
  const kind = DONE.find((each) => each === text);
  if (kind === undefined) throw new InvalidArgumentError(`allowed is ${DONE.join(', ')}.`);
  return kind;
}

/** A place in the feed, as `12.3`. */
export function toPlace(text: string): FeedPosition {
  const [, item, offset] = /^(\d{1,12})\.(\d{1,6})$/.exec(text) ?? [];
  if (item === undefined || offset === undefined)
    throw new InvalidArgumentError('a place looks like 12.3, as "scim events list" prints it.');
  return { item: Number(item), offset: Number(offset) };
}
