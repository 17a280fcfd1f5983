import { DAY } from '../../../duration.ts';
import { parseDateTime } from '../../../scim/date-time.ts';
import { show } from '../../../scim/errors.ts';
import { fitting } from '../../../scim/messages/answer-size.ts';
import { JOURNAL_DAYS } from '../../../store/ports/journal.ts';
import { openCursor, sealCursor } from '../../cursor.ts';
import { invalid, onlyKnown, type Parameters } from '../../parameters.ts';
import { DirectoryProblem } from '../../problem.ts';
import type { AskingLink, SetupContext } from '../context.ts';
import { merge, readPart, type Progress, type Read } from './merge.ts';
import { withNames } from './names.ts';
import { seek, type Sought } from './person.ts';
import { KINDS, RESULTS, withoutWhom, type ActivityRow } from './row.ts';
import { readDone, readDoneTo, readRefused, type Wanted } from './sources.ts';

/** What happened, the newest first. */
export interface Activity {
  readonly rows: readonly ActivityRow[];
  /** The cursor of the next page, with the same other parameters; not there on the last one. */
  readonly next?: string;
  /** Whom the page was asked about; null where it was asked about everybody. */
  readonly about: Pick<Sought, 'id' | 'erasedAt'> | null;
}

/** Where the next page begins, in what was done and in what was refused. */
interface Continuation<Place> {
  readonly done: Progress<Place>;
  readonly refused: Progress<string>;
}

const LIMIT = 50;
const PARAMETERS = ['kind', 'type', 'person', 'result', 'from', 'cursor'] as const;

/**
 * What was done and what was refused in the last 30 days (`GET /activity`), of everybody or of one person. A
 * link that may not read people is not told whom it was about. Throws `invalid-parameter`,
 * `invalid-cursor`, `expired-cursor`, `wrong-scope`.
 */
export async function readActivity(
  context: SetupContext,
  { may }: AskingLink,
  parameters: Parameters,
): Promise<Activity> {
  onlyKnown(parameters, PARAMETERS);
  const { person, cursor } = parameters;
  const wanted = readWanted(context, parameters);
  if (person === undefined) {
    const { rows, next } = await readPage(context, readDone(context, wanted), undefined, wanted, cursor);
    const shown = may.people ? await withNames(context, rows) : rows.map(withoutWhom);
    return { rows: shown, ...(next !== undefined && { next }), about: null };
  }
  if (!may.people)
    throw new DirectoryProblem(
      'wrong-scope',
      'this link may not ask about a person: it needs "people", ask whoever sent it for one that has it',
    );
  const sought = await seek(context, readPersonText(person), wanted.since);
  const { rows, next } = await activityOf(context, sought, wanted, cursor);
  const { id, erasedAt } = sought;
  return { rows, ...(next !== undefined && { next }), about: { id, erasedAt } };
}

/** A page of what happened to one person. */
export async function activityOf(
  context: SetupContext,
  sought: Sought,
  wanted: Wanted,
  cursor: string | undefined,
): Promise<Omit<Activity, 'about'>> {
  const { id, names } = sought;
  const done: Read<number> =
    id === null ? () => Promise.resolve({ rows: [], rest: 'end' }) : readDoneTo(context, id, wanted);
  return readPage(context, done, names, wanted, cursor);
}

/** All that is kept. */
export const everything = (now: string): Wanted => ({
  since: new Date(Date.parse(now) - JOURNAL_DAYS * DAY).toISOString(),
});

async function readPage<Place>(
  context: SetupContext,
  done: Read<Place>,
  names: readonly string[] | undefined,
  wanted: Wanted,
  cursor: string | undefined,
): Promise<Omit<Activity, 'about'>> {
  const { since: _, ...filter } = wanted;
  const boundTo = `setup/activity ${JSON.stringify([filter, names])}`;
  const start: Continuation<Place> = cursor
    ? await openCursor<Continuation<Place>>(context, boundTo, cursor)
    : { done: 'beginning', refused: 'beginning' };
  const [ofDone, ofRefused] = await Promise.all([
    readPart(done, start.done, LIMIT),
    readPart(readRefused(context, names, wanted), start.refused, LIMIT),
  ]);
  const whole = merge(ofDone, ofRefused, LIMIT);
  const most = fitting(whole.rows).length;
  const { rows, a, b } = most < whole.rows.length ? merge(ofDone, ofRefused, most) : whole;
  if (a === 'end' && b === 'end') return { rows };
  return { rows, next: await sealCursor(context, boundTo, { done: a, refused: b } satisfies Continuation<Place>) };
}

function readWanted({ now, types }: SetupContext, { kind, type, result, from }: Parameters): Wanted {
  const names = types.map(({ name }) => name);
  return {
    kind: oneOf('kind', kind, KINDS),
    type: oneOf('type', type, names),
    result: oneOf('result', result, RESULTS),
    since: readFrom(from, everything(now()).since),
  };
}

function oneOf<Value extends string>(
  name: string,
  text: string | undefined,
  allowed: readonly Value[],
): Value | undefined {
  if (text === undefined) return undefined;
  const found = allowed.find((each) => each === text);
  if (found === undefined) throw invalid(name, text, allowed.join(', '));
  return found;
}

/** A moment of the last 30 days. */
function readFrom(text: string | undefined, earliest: string): string {
  if (text === undefined) return earliest;
  const time = parseDateTime(text);
  if (time === undefined) throw invalid('from', text, 'a time such as 2027-01-31T08:00:00Z');
  const moment = new Date(time).toISOString();
  return moment < earliest ? earliest : moment;
}

const LONGEST_PERSON = 512;

function readPersonText(text: string): string {
  const name = text.trim();
  if (name !== '' && name.length <= LONGEST_PERSON) return name;
  throw new DirectoryProblem(
    'invalid-parameter',
    `person is ${show(text)}; allowed: a userName, an e-mail address, an externalId or an id, as it is`,
  );
}
