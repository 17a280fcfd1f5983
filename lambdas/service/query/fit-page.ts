import pMap from 'p-map';
import type { StoredResource } from '../../life/stored-resource.ts';
import { renderResource } from '../../scim/resource/render.ts';
import { answerBytes, MAX_ANSWER_BYTES } from '../../scim/messages/answer-size.ts';
import { limitOf } from '../budget.ts';
import type { Context } from '../context.ts';
import { tooManyToShow } from '../errors.ts';
import { showsMembership } from '../members/show.ts';
import { withGroups } from '../members/show-groups.ts';
import { readMembers, showsNames } from '../members/show-members.ts';
import type { Hit, ShownHit } from './page.ts';

/** Hits that are read at the same time. */
const TOGETHER = 8;
/** Most groups have no more members; one that has is read alone, as far as the budget goes. */
const FEW = 500;
/** Members that cost as much as one with its name, which is a resource of its own. */
const NAMED = 10;

/** A hit as the answer shows it, and what it took; undefined where it is too large. */
type Read = { readonly hit: ShownHit; readonly work: number } | undefined;

/**
 * The first hits, as many as fit into one answer with their members or groups (RFC 7644 §3.4.2.4),
 * and into the budget of members that are read for one page; at least one. What does not fit begins
 * the next page. What is too large even for a page of its own stands there alone, without its
 * members, and the answer says so; where they were asked for by name that is 400 `tooMany`.
 */
export async function fitPage(context: Context, hits: readonly Hit[]): Promise<readonly ShownHit[]> {
  const page: ShownHit[] = [];
  const users = await readGroups(context, hits);
  const show = (hit: Hit, most: number) => showHit(context, hit, most, users);
  let left = limitOf('members', context);
  let bytes = 0;
  for (let at = 0; at < hits.length; at += TOGETHER) {
    const together = hits.slice(at, at + TOGETHER);
    const first = Math.min(FEW, left);
    const found = await pMap(together, (hit) => show(hit, first));
    for (const [index, hit] of together.entries()) {
      const read = found[index] ?? (left > first ? await show(hit, left) : undefined);
      bytes += read?.hit.shown ? answerBytes(read.hit.shown) + 1 : 0;
      const fits = read !== undefined && read.work <= left && bytes <= MAX_ANSWER_BYTES;
      if (!fits) return page.length > 0 ? page : [alone(hit)];
      left -= read.work;
      page.push(read.hit);
    }
  }
  return page;
}

/** The hits whose groups the answer shows, with them: those of a whole page are read together. */
async function readGroups(context: Context, hits: readonly Hit[]): Promise<ReadonlyMap<Hit, StoredResource>> {
  const asked = hits.filter(
    ({ query: { type, projection } }) => type.members === undefined && showsMembership(type, projection),
  );
  const byType = [...Map.groupBy(asked, ({ query }) => query.type)];
  const read = await Promise.all(
    byType.map(async ([type, those]) => {
      const shown = await withGroups(
        context,
        type,
        those.map(({ stored }) => stored),
      );
      return those.flatMap((hit, at) => (shown[at] ? [[hit, shown[at]] as const] : []));
    }),
  );
  return new Map(read.flat());
}

/** Reads what is kept apart from a hit where the answer shows it, up to so much work. */
async function showHit(
  context: Context,
  hit: Hit,
  most: number,
  users: ReadonlyMap<Hit, StoredResource>,
): Promise<Read> {
  const { query, stored, rendered } = hit;
  const { type, projection } = query;
  if (!showsMembership(type, projection)) return { hit: { ...hit, shown: rendered }, work: 0 };
  if (type.members === undefined)
    return { hit: { ...hit, shown: renderResource(users.get(hit) ?? stored, type, context.baseUrl) }, work: 0 };
  const each = showsNames(type, projection) ? NAMED : 1;
  const list = await readMembers(context, type, stored.id, projection, Math.floor(most / each));
  if (!list) return { hit: { ...hit, shown: undefined }, work: 0 };
  if (!list.resource) return undefined;
  const shown = renderResource(list.resource, type, context.baseUrl);
  return { hit: { ...hit, shown }, work: list.values.length * each };
}

/** A hit that fits into no page. */
function alone(hit: Hit): ShownHit {
  const { query, stored, rendered } = hit;
  const { type, projection } = query;
  if (!showsMembership(type, projection)) return { ...hit, shown: rendered };
  if (projection.mode === 'only') throw tooManyToShow(type, stored.id);
  return { ...hit, shown: rendered, leftOut: type.members ?? type.memberships };
}
