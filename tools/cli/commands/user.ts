import type { Command } from 'commander';
import type { SearchAnswer } from '../../../lambdas/directory/search.ts';
import type { HeldReport } from '../../../lambdas/service/lifecycle/operator/held.ts';
import type { UserReport } from '../../../lambdas/service/lifecycle/operator/users.ts';
import { formatTable } from '../output/table.ts';
import { operate } from '../target/functions.ts';
import type { Target } from '../target/target.ts';
import { addOperatorCommand, JSON_OBJECT, YES } from './operator-command.ts';
import { describeShown, describeStanding } from './user-describe.ts';
import { addUserHistory } from './user-history.ts';
import { addUserPreview } from './user-preview.ts';
import { addUserRestore } from './user-restore.ts';

const REASON = {
  flags: '--reason <text>',
  description: 'why; it is shown, and kept with the user',
  mandatory: true,
} as const;

const HELD = { flags: '--held', description: 'and every state since a legal hold began, with all values' };

/** All that a legal hold has kept, the state of now last. */
async function readHeld(target: Target, user: string): Promise<HeldReport['kept']> {
  const kept: HeldReport['kept'][number][] = [];
  let after: string | undefined;
  do {
    const page = await operate(target, 'user held', { user, ...(after !== undefined && { after }) });
    kept.push(...page.kept);
    after = page.next;
  } while (after !== undefined);
  return kept;
}

/** Adds `scim user show | search | preview | history | restore | hold | lift | erase`. */
export function addUserCommands(program: Command): void {
  const user = program.command('user').description('One user, by id or userName, also a deleted one.');
  const common = {
    argument: ['user', 'id or userName'],
    options: [JSON_OBJECT],
    ask: (user: string) => ({ user }),
    describe: (report: UserReport, _: string, __: object, now: string) => describeStanding(report, now),
  } as const;
  addOperatorCommand(user, {
    ...common,
    command: 'user show',
    description:
      'Where a user stands, and until when it is kept; its fields and groups, what Entra did last, and what was refused.',
    options: [JSON_OBJECT, HELD],
    describe: (report, _, __, now) => describeShown(report, now),
    run: async (target, user, { held }) => {
      const report = await operate(target, 'user show', { user });
      return held ? { ...report, kept: await readHeld(target, report.id) } : report;
    },
  });
  addOperatorCommand(user, {
    command: 'user search',
    description: 'Who has a userName, an e-mail address, a family name or a display name that begins so.',
    argument: ['text', 'two characters or more; capitals make no difference'],
    options: [JSON_OBJECT],
    ask: (text) => ({ text }),
    describe: describeFound,
  });
  addUserPreview(user);
  addUserHistory(user);
  addUserRestore(user);
  addOperatorCommand(user, {
    ...common,
    command: 'user hold',
    description: 'A legal hold: until "lift" nothing erases a user, and each state that is overwritten is kept.',
    options: [JSON_OBJECT, REASON],
    ask: (user, { reason = '' }) => ({ user, reason }),
  });
  addOperatorCommand(user, {
    ...common,
    command: 'user lift',
    description: 'End a legal hold. The states that it has kept are removed: read them first (user show --held).',
  });
  addOperatorCommand(user, {
    ...common,
    command: 'user erase',
    description: 'Erase a user now, without waiting for the retention: for a request by the person.',
    options: [JSON_OBJECT, YES],
    question: (user) => `Erase ${user}? Nobody can bring it back.`,
  });
}

function describeFound({ users, more }: SearchAnswer): string {
  if (users.length === 0) return 'nobody; who came or changed in the last seconds may not be found yet';
  const rows = users.map(({ id, userName, state, fields }) => ({
    id,
    userName: userName ?? undefined,
    name: fields['name'] ?? undefined,
    state,
  }));
  const table = formatTable(['id', ['userName', 'User name', 'cut'], ['name', 'Name', 'cut'], 'state'], rows);
  return more ? `${table}\nand others: search for more of the name` : table;
}
