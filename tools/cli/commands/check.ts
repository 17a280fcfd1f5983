import type { Command } from 'commander';
import type { Answer } from '../../../lambdas/operator/commands.ts';
import { count } from '../output/count.ts';
import { checkWhole } from '../target/check-whole.ts';
import { addOperatorCommand, JSON_OBJECT } from './operator-command.ts';

/** What the kinds of items are called where their problems are counted. */
const KINDS: Readonly<Record<keyof Answer<'check'>['found'], string>> = {
  resource: 'resources',
  index: 'claims and lookup entries',
  search: 'search entries',
  member: 'memberships',
  memberOf: 'groups of members',
  change: 'parts of changes',
  counter: 'counters',
  other: 'others',
};

/** Adds `scim check`. */
export function addCheckCommand(program: Command): void {
  addOperatorCommand(program, {
    command: 'check',
    description: 'Read the whole table and say what in it belongs to nobody, or is missing. Changes nothing.',
    options: [JSON_OBJECT],
    ask: () => ({}),
    run: (target, _, __, say) =>
      checkWhole(target, (progress) => say(`${count(progress.items, 'item')}, ${count(totalOf(progress), 'problem')}`)),
    describe,
    failure: (answer) => (totalOf(answer) === 0 ? undefined : `wrong in the table: ${count(totalOf(answer), 'thing')}`),
  });
}

/** How many things are wrong. */
export const totalOf = ({ found }: Answer<'check'>): number =>
  Object.values(found).reduce((total, number) => total + number, 0);

function describe(answer: Answer<'check'>): string {
  const { items, problems, found } = answer;
  const total = totalOf(answer);
  const kinds = Object.entries(KINDS).flatMap(([kind, name]) => {
    const number = Object.entries(found).find(([each]) => each === kind)?.[1];
    return number === undefined ? [] : [`${number} ${name}`];
  });
  return [
    count(items, 'item'),
    ...problems.map(({ key, what }) => `${key} ${what}`),
    ...(total > problems.length ? [`and ${total - problems.length} more`] : []),
    total === 0 ? 'nothing is missing, and nothing belongs to nobody' : `wrong: ${kinds.join(', ')}`,
  ].join('\n');
}
