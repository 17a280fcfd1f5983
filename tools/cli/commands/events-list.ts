import type { Command } from 'commander';
import type { EventList } from '../../../lambdas/directory/event-list.ts';
import { toKind, toPlace } from '../input/events.ts';
import { formatTable } from '../output/table.ts';
import { ago } from '../output/time.ts';
import { addOperatorCommand, JSON_OBJECT } from './operator-command.ts';

/** Adds `scim events list`. */
export function addEventsList(events: Command): void {
  addOperatorCommand(events, {
    command: 'events list',
    description: 'What changed in the last 36 days, the newest first, and by which credential.',
    options: [
      { flags: '--kind <kind>', description: 'create, update or delete', parse: toKind },
      { flags: '--type <type>', description: 'a resource type, as in User' },
      { flags: '--from <place>', description: 'go on where the list before ended', parse: toPlace },
      JSON_OBJECT,
    ],
    ask: (_, { kind, type, from }) => ({
      ...(kind && { kind }),
      ...(type !== undefined && { type }),
      ...(from && { before: from }),
    }),
    describe,
  });
}

const COLUMNS = [
  'when',
  'event',
  ['id', 'Id', 'drop'],
  ['name', 'Name', 'cut'],
  ['changed', 'Changed', 'cut'],
  ['by', 'By', 'drop'],
] as const;

function describe({ rows, older }: EventList, _: string, __: object, now: string): string {
  const shown = rows.map(({ time, event, id, name, attributes, by }) => ({
    when: ago(time, now),
    event: event ?? undefined,
    id: id ?? undefined,
    name: name ?? undefined,
    changed: attributes.length > 0 ? attributes : undefined,
    by,
  }));
  const table = rows.length === 0 ? 'nothing' : formatTable(COLUMNS, shown);
  return older ? `${table}\ngo on with: scim events list --from ${older.item}.${older.offset}` : table;
}
