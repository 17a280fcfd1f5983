import { searched, searchStart } from '../scim/query/search-values.ts';
import { show } from '../scim/errors.ts';
import { MAX_ID_LENGTH } from '../store/ports/ids.ts';
import { DirectoryProblem } from './problem.ts';

export type Parameters = Readonly<Record<string, string | undefined>>;

export const DEFAULT_LIMIT = 100;
export const MAX_LIMIT = 1000;
/** Ids that one request may ask for; an address may have 10 KB. */
export const MAX_IDS = 100;

/** Parameters that say by themselves what they may be, also where they have no value. */
const PARTICULAR = new Set('limit groups state updatedSince search id expand nested memberCount values'.split(' '));

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

export const invalid = (name: string, received: string, allowed: string): DirectoryProblem =>
  new DirectoryProblem('invalid-parameter', `${name} is ${show(received)}; allowed: ${allowed}`);
