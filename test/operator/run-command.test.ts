import { runCommand, type CommandTable } from '../../lambdas/operator/run-command.ts';
import type { OperatorEvent } from '../../lambdas/operator/commands.ts';

const notAsked = (): never => {
  throw new Error('another command was asked for');
};
const table: CommandTable<{ now: string }> = {
  'user show': async ({ now }, { user }) => ({
    id: user,
    userName: user,
    state: 'active',
    version: 1,
    restoredAt: now,
    fields: [],
    groups: [],
  }),
  'user search': notAsked,
  'user preview': notAsked,
  'user history': notAsked,
  'user held': notAsked,
  'user restore': notAsked,
  'user restore-to': notAsked,
  'credential touched': notAsked,
  'credential undo': notAsked,
  'user erase': notAsked,
  'user hold': notAsked,
  'user lift': notAsked,
  'group list': notAsked,
  'group find': notAsked,
  'group restore': notAsked,
  'group restore-to': notAsked,
  'hold list': notAsked,
  'hold show': notAsked,
  'hold release': notAsked,
  'hold restore': notAsked,
  'purge preview': notAsked,
  'events list': notAsked,
  trusts: async () => ['federation'],
  glance: notAsked,
  doctor: notAsked,
  mapping: notAsked,
  quality: notAsked,
  settings: notAsked,
  check: notAsked,
};

test('does what the event names, with what is asked and the context', async () => {
  const report = await runCommand(table, { now: '2026-01-01' }, { command: 'user show', user: 'ada' });
  expect(report).toMatchObject({ id: 'ada', userName: 'ada', state: 'active', version: 1, restoredAt: '2026-01-01' });
  expect(await runCommand(table, { now: '' }, { command: 'trusts' })).toEqual(['federation']);
});

test.each(['user rename', 'toString', '__proto__'])(
  'refuses the command "%s", which a newer CLI may know',
  async (command) => {
    const event = JSON.parse(JSON.stringify({ command, user: 'ada@example.com' })) as OperatorEvent;
    await expect(runCommand(table, { now: '' }, event)).rejects.toThrow(
      new Error(`the command is "${command}"; this version does not know it`),
    );
  },
);
