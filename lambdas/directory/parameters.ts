import { parseDateTime } from '../scim/date-time.ts';
import { searched, searchStart } from '../scim/query/search-values.ts';
import { show } from '../scim/errors.ts';
import { STATES, type DirectoryState } from './directory-user.ts';
import type { Field } from '../tenant/fields.ts';
import { DirectoryProblem } from './problem.ts';

export type Parameters = Readonly<Record<string, string | undefined>>;

export const DEFAULT_LIMIT = 100;
export const MAX_LIMIT = 1000;

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
  /** With what a userName, an address, a family name or a display name begins, folded. */
  readonly search?: string;
  /** Values by the names of fields; capitals make no difference. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * The parameters of a list of users besides the names of fields. No field may be called like one of
 * them.
 */
export const USERS_PARAMETERS = ['limit', 'cursor', 'groups', 'state', 'updatedSince', 'search'] as const;

/** All parameters of the directory besides the names of fields. */
export const OWN_PARAMETERS: readonly string[] = [...USERS_PARAMETERS, 'since', 'expand'];

/** Throws a problem that names the first parameter that is unknown or wrong. */
export function readUsersQuery(parameters: Parameters, fields: readonly Field[]): UsersQuery {
  const names = fields.map(({ name }) => name);
  onlyKnown(parameters, [...USERS_PARAMETERS, ...names]);
  const { cursor, updatedSince, search } = parameters;
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
      fields: Object.fromEntries(asked),
    },
  };
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

/** Throws for a text that too many begin with. */
export function readSearch(text: string): string {
  const prefix = searched(text);
  if (searchStart(prefix) !== undefined) return prefix;
  throw invalid('search', text, 'two characters or more, or one that is Chinese, Japanese or Korean');
}

function readTime(name: string, text: string): string {
  const time = parseDateTime(text);
  if (time === undefined) throw invalid(name, text, 'a time such as 2027-01-31T08:00:00Z');
  return new Date(time).toISOString();
}

export const invalid = (name: string, received: string, allowed: string): DirectoryProblem =>
  new DirectoryProblem('invalid-parameter', `${name} is ${show(received)}; allowed: ${allowed}`);
