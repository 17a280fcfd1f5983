import { parseDateTime } from '../scim/date-time.ts';
import type { Field } from '../tenant/fields.ts';
import { STATES, type DirectoryState } from './directory-user.ts';
import { invalid, onlyKnown, readBoolean, readIds, readLimit, readSearch, type Parameters } from './parameters.ts';

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
  'values',
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

function readStates(text: string | undefined): readonly DirectoryState[] {
  if (text === undefined) return STATES;
  const asked = text.split(',').map((state) => state.trim());
  const unknown = asked.find((state) => !STATES.some((known) => known === state));
  if (unknown !== undefined) throw invalid('state', unknown, `${STATES.join(', ')}, or several with commas between`);
  return STATES.filter((state) => asked.includes(state));
}

/** Times are compared as texts, so that each has to be one of four digits of a year; no day has 24:00. */
function readTime(name: string, text: string): string {
  const time = text.includes('T24') ? undefined : parseDateTime(text);
  const moment = time === undefined ? '' : new Date(time).toISOString();
  if (/^(?!0000)\d{4}-/.test(moment)) return moment;
  throw invalid(name, text, 'a time such as 2027-01-31T08:00:00Z; a + in an address is written %2B');
}
