import { show } from '../../scim/errors.ts';
import { fitting } from '../../scim/messages/answer-size.ts';
import { indexValues } from '../../scim/query/index-values.ts';
import type { SoftDeleted } from '../../store/ports/retention.ts';
import { openCursor, sealCursor } from '../cursor.ts';
import { STATES, toDirectoryUser, type DirectoryUser } from '../directory-user.ts';
import { invalid, onlyKnown, readSearch, type Parameters } from '../parameters.ts';
import { previewFields } from '../preview.ts';
import { DirectoryProblem } from '../problem.ts';
import { readUserPage } from '../user-pages.ts';
import type { UsersPosition } from '../user-sources.ts';
import { showUser } from '../users.ts';
import { activityOf, everything } from './activity/activity.ts';
import { soughtAs } from './activity/person.ts';
import type { SetupContext } from './context.ts';
import { readLeaving } from './leaving.ts';
import { readStoredUser } from '../stored-user.ts';
import { userTypeIn } from '../../tenant/resource-types.ts';

/** `next` is the cursor of the next page, with the same other parameter; not there on the last one. */
export interface PeoplePage {
  readonly users: readonly DirectoryUser[];
  readonly next?: string;
}

const LIMIT = 50;
const WAYS = ['search', 'externalId', 'id', 'leaving'] as const;

/**
 * People by what they are called, by one of their ids, or those who are leaving (`GET /people`).
 * Throws `invalid-parameter`, `invalid-cursor`, `expired-cursor`.
 */
export async function readPeople(context: SetupContext, parameters: Parameters): Promise<PeoplePage> {
  onlyKnown(parameters, [...WAYS, 'cursor']);
  const asked = WAYS.filter((name) => parameters[name] !== undefined);
  const [way] = asked;
  if (!way || asked.length > 1)
    throw new DirectoryProblem('invalid-parameter', `give one of ${WAYS.join(', ')}; received ${asked.length} of them`);
  const text = parameters[way] ?? '';
  if (way === 'externalId') return { users: await byExternalId(context, text) };
  if (way === 'id') return { users: await byId(context, text) };
  if (way === 'search') return search(context, readSearch(text), parameters['cursor']);
  if (text !== 'true') throw invalid('leaving', text, 'true');
  return leaving(context, parameters['cursor']);
}

async function search(context: SetupContext, prefix: string, cursor: string | undefined): Promise<PeoplePage> {
  const boundTo = `setup/people search ${prefix}`;
  const start = cursor ? await openCursor<UsersPosition>(context, boundTo, cursor) : undefined;
  const filter = { states: STATES, search: prefix, fields: {} };
  const page = await readUserPage(context, { filter, limit: LIMIT }, start);
  const found = page.users.map(({ user }) => user);
  return { users: found, ...(page.next && { next: await sealCursor(context, boundTo, page.next) }) };
}

async function leaving(context: SetupContext, cursor: string | undefined): Promise<PeoplePage> {
  const boundTo = 'setup/people leaving';
  const start = cursor ? await openCursor<SoftDeleted>(context, boundTo, cursor) : undefined;
  const page = await readLeaving(context, LIMIT, start);
  const most = fitting(page.users).length;
  // They are sorted, so that a page cannot end anywhere: a shorter one is read.
  const { users, next } = most < page.users.length ? await readLeaving(context, most, start) : page;
  return { users, ...(next && { next: await sealCursor(context, boundTo, next) }) };
}

/** Several, where somebody who was deleted and somebody who is here have it. */
async function byExternalId({ store, types, fields, retention }: SetupContext, externalId: string) {
  const type = userTypeIn(types);
  const { lookups } = indexValues(type, { externalId });
  const ids = await Promise.all(lookups.map((lookup) => store.findByLookup(type.name, lookup)));
  const stored = await store.getMany(type.name, [...new Set(ids.flat())].slice(0, LIMIT), { consistent: true });
  return fitting(stored.flatMap((user) => toDirectoryUser(fields, retention, user) ?? []));
}

async function byId(context: SetupContext, id: string): Promise<DirectoryUser[]> {
  const { fields, retention } = context;
  const stored = await readStoredUser(context, id);
  const user = stored && toDirectoryUser(fields, retention, stored);
  return user ? [user] : [];
}

/**
 * One person, how each field came about, the groups it is in, and what happened to it or was refused, the newest first
 * (`GET /people/{id}`).
 * Throws `not-found`, which says when somebody was erased, `invalid-cursor`, `expired-cursor`.
 */
export async function readPerson(context: SetupContext, id: string, parameters: Parameters) {
  onlyKnown(parameters, ['cursor']);
  const stored = await readStoredUser(context, id);
  if (!stored) throw new DirectoryProblem('not-found', `nobody has the id ${show(id)}, or ever had it here`);
  const [shown, { rows: timeline, next }] = await Promise.all([
    showUser(context, stored, true),
    activityOf(context, soughtAs(context, stored), everything(context.now()), parameters['cursor']),
  ]);
  if (!shown)
    throw new DirectoryProblem('not-found', `whoever had the id ${show(id)} was erased at ${stored.erasedAt}`);
  const { groups = [], ...person } = shown;
  const read = previewFields(context.fields, stored.attributes);
  return { ...person, read, groups, timeline, ...(next !== undefined && { next }) };
}
