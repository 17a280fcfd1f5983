import { parseDateTime } from '../scim/date-time.ts';
import { searched, searchStart } from '../scim/query/search-values.ts';
import { show } from '../scim/errors.ts';
import { MAX_ID_LENGTH } from '../store/ports/ids.ts';
import { STATES, type DirectoryState } from './directory-user.ts';
import type { Field } from '../tenant/fields.ts';
import { DirectoryProblem } from './problem.ts';

export type Parameters = Readonly<Record<string, string | undefined>>;

export const DEFAULT_LIMIT = 100;
export const MAX_LIMIT = 1000;
/** Ids that one request may ask for; an address may have 10 KB. */
export const MAX_IDS = 100;

/** What a client wants of the users. */
export interface UsersQuery {
  readonly limit: number;
  readonly cursor?: string;
  readonly groups: boolean;
  readonly filter: UserFilter;
}

export interface UserFilter {
  readonly states: readonly DirectoryState[];
  /** ISO 8601 UTC with milliseconds. */
  readonly updatedSince?: string;
  /** In order, each once. */
  readonly ids?: readonly string[];
  /** As their indexes compare them: the first without regard to case, the second exactly. */
  readonly userName?: string;
  readonly externalId?: string;
  /** With what a userName, an address, a family name or a display name begins, folded. */
  readonly search?: string;
  /** Values by the names of fields; capitals make no difference. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * The parameters of a list of users besides the names of fields. No field may be called like one of
 * them.
 */
export const USERS_PARAMETERS = [
  'limit',
  'cursor',
  'groups',
  'state',
  'updatedSince',
  'search',
  'id',
  'userName',
  'externalId',
] as const;

/** All parameters of the directory besides the names of fields. */
export const OWN_PARAMETERS: readonly string[] = [
  ...USERS_PARAMETERS,
  'since',
  'expand',
  'name',
  'nested',
  'memberCount',
];

/** Throws a problem that names the first parameter that is unknown or wrong. */
export function readUsersQuery(parameters: Parameters, fields: readonly Field[]): UsersQuery {
  const names = fields.map(({ name }) => name);
  onlyKnown(parameters, [...USERS_PARAMETERS, ...names]);
  const { cursor, updatedSince, search, id, userName, externalId } = parameters;
  const asked = names.flatMap((name): [string, string][] => {
    const value = parameters[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    limit: readLimit(parameters['limit']),
    groups: readBoolean('groups', parameters['groups']),
    ...(cursor !== undefined && { cursor }),
    filter: {
      states: readStates(parameters['state']),
      ...(updatedSince !== undefined && { updatedSince: readTime('updatedSince', updatedSince) }),
      ...(search !== undefined && { search: readSearch(search) }),
      ...(id !== undefined && { ids: readIds(id) }),
      ...(userName !== undefined && { userName }),
      ...(externalId !== undefined && { externalId }),
      fields: Object.fromEntries(asked),
    },
  };
}

/** Parameters that say by themselves what they may be, also where they have no value. */
const PARTICULAR = new Set('limit groups state updatedSince search id expand nested memberCount'.split(' '));

/**
 * Throws for a parameter that was sent more than once, of which nobody knows which one counts, and for one
 * without a value, which is the mark of a client that has lost it.
 */
export function onlyOnce(all: Readonly<Record<string, readonly string[] | undefined>>): void {
  for (const [name, values = []] of Object.entries(all)) {
    if (values.length > 1)
      throw new DirectoryProblem(
        'invalid-parameter',
        `${show(name)} was sent ${values.length} times; send it once, with commas between where it takes several values`,
      );
    if (values[0] === '' && !PARTICULAR.has(name))
      throw new DirectoryProblem('invalid-parameter', `${show(name)} has no value; give it one, or leave it out`);
  }
}

export function onlyKnown(parameters: Parameters, allowed: readonly string[]): void {
  const stranger = Object.keys(parameters).find((name) => !allowed.includes(name));
  if (stranger === undefined) return;
  const known = allowed.length > 0 ? allowed.join(', ') : 'none';
  throw new DirectoryProblem('unknown-parameter', `the parameter ${show(stranger)} is not known; allowed: ${known}`);
}

/** Throws unless it is a whole number from 1 to MAX_LIMIT. */
export function readLimit(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MAX_LIMIT) throw invalid('limit', text, `a whole number from 1 to ${MAX_LIMIT}`);
  return limit;
}

export function readBoolean(name: string, text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw invalid(name, text, 'true or false');
}

function readStates(text: string | undefined): readonly DirectoryState[] {
  if (text === undefined) return STATES;
  const asked = text.split(',').map((state) => state.trim());
  const unknown = asked.find((state) => !STATES.some((known) => known === state));
  if (unknown !== undefined) throw invalid('state', unknown, `${STATES.join(', ')}, or several with commas between`);
  return STATES.filter((state) => asked.includes(state));
}

/** Throws for more ids than one request may ask for, and for what can be none. */
export function readIds(text: string): readonly string[] {
  const ids = text.split(',').map((id) => id.trim());
  if (ids.length > MAX_IDS)
    throw new DirectoryProblem(
      'invalid-parameter',
      `id has ${ids.length} ids; allowed: up to ${MAX_IDS}, with commas between; ask for the others in further requests`,
    );
  const wrong = ids.find((id) => id === '' || id.length > MAX_ID_LENGTH);
  if (wrong !== undefined) throw invalid('id', wrong, `ids as answers have them, of 1 to ${MAX_ID_LENGTH} characters`);
  return [...new Set(ids)].toSorted();
}

/** Throws for a text that too many begin with. */
export function readSearch(text: string): string {
  const prefix = searched(text);
  if (searchStart(prefix) !== undefined) return prefix;
  throw invalid('search', text, 'two characters or more, or one that is Chinese, Japanese or Korean');
}

/** Times are compared as texts, so that each has to be one of four digits of a year; no day has 24:00. */
function readTime(name: string, text: string): string {
  const time = text.includes('T24') ? undefined : parseDateTime(text);
  const moment = time === undefined ? '' : new Date(time).toISOString();
  if (/^(?!0000)\d{4}-/.test(moment)) return moment;
  throw invalid(name, text, 'a time such as 2027-01-31T08:00:00Z; a + in an address is written %2B');
}

export const invalid = (name: string, received: string, allowed: string): DirectoryProblem =>
  new DirectoryProblem('invalid-parameter', `${name} is ${show(received)}; allowed: ${allowed}`);
