import type { Command } from 'commander';
import type { AskHistory, UserChange, UserHistory } from '../../../lambdas/operator/user-history.ts';
import { namedHistory } from '../credentials/named-history.ts';
import { toWholeNumber } from '../input/arguments.ts';
import { formatTable } from '../output/table.ts';
import { ago, momentOf } from '../output/time.ts';
import { addOperatorCommand, JSON_OBJECT } from './operator-command.ts';

const OPTIONS = [
  { flags: '--values', description: 'and what the attributes were and became, as far as that is kept' },
  {
    flags: '--limit <number>',
    description: 'at most so many changes, 1 to 1000 (100)',
    parse: toWholeNumber('changes', 1, 1000),
  },
  {
    flags: '--before <version>',
    description: 'go on below this version',
    parse: toWholeNumber('versions', 1, 999_999_999),
  },
] as const;

interface Options {
  readonly before?: number;
  readonly limit?: number;
  readonly values?: true;
}

const ask = (user: string, { before, limit, values }: Options): AskHistory => ({
  user,
  ...(values && { values }),
  ...(before !== undefined && { before }),
  ...(limit !== undefined && { limit }),
});

/** Adds `scim user history`. */
export function addUserHistory(user: Command): void {
  addOperatorCommand(user, {
    command: 'user history',
    description: 'What happened to a user in the last 36 days, the newest first, and by which credential and request.',
    argument: ['user', 'id or userName'],
    options: [JSON_OBJECT, ...OPTIONS],
    ask,
    run: (target, user, options) => namedHistory(target, ask(user, options)),
    describe,
  });
}

function describe({ id, changes, next }: UserHistory, _: string, { limit, values }: Options, now: string): string {
  if (changes.length === 0) return 'nothing happened in the last 36 days';
  const shown = values ? changes.map(describeValued).join('\n') : describeTable(changes, now);
  if (next === undefined) return shown;
  const same = [...(values ? ['--values'] : []), ...(limit === undefined ? [] : [`--limit ${limit}`])];
  return `${shown}\ngo on with: ${['scim user history', id, ...same, `--before ${next}`].join(' ')}`;
}

const describeTable = (changes: readonly UserChange[], now: string): string =>
  formatTable(
    ['when', 'event', 'version', ['changed', 'Changed', 'cut'], ['by', 'By', 'cut'], ['request', 'Request', 'drop']],
    changes.map((change) => ({
      when: ago(change.time, now),
      event: change.event,
      version: String(change.version),
      changed: change.changed.length > 0 ? change.changed : undefined,
      by: authorOf(change),
      request: change.requestId,
    })),
  );

/** By the name of the credential, with its id behind. */
const authorOf = ({ by, byName }: UserChange): string | undefined =>
  byName === undefined ? by : `${byName} (${by ?? ''})`;

function describeValued(change: UserChange): string {
  const { time, event, version, requestId, values, changed } = change;
  const author = authorOf(change);
  const head = [
    momentOf(time),
    event,
    `version ${version}`,
    ...(author === undefined ? [] : [`by ${author}`]),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
  ].join('  ');
  if (!values) return [head, ...changed.map((name) => `  ${name}: the user was erased, no value is kept`)].join('\n');
  return [head, ...changed.map((name) => `  ${name}: ${describeValue(values[name])}`)].join('\n');
}

function describeValue(value: NonNullable<UserChange['values']>[string] | undefined): string {
  if (!value) return 'is never told';
  const { before, after } = value;
  return before === undefined && after === undefined ? '(not kept)' : `${textOf(before)} -> ${textOf(after)}`;
}

function textOf(value: unknown): string {
  if (value === undefined) return '(not kept)';
  return value === null ? '(none)' : JSON.stringify(value);
}
