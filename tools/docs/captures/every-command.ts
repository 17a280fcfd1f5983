import type { Command } from 'commander';
import stringWidth from 'string-width';
import { createProgram } from '../../cli/program.ts';
import { isRecord } from '../../json.ts';

/** The width that the captures are made for. */
export const COLUMNS = 80;

/** What came of a command. */
interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

export type Run = (words: readonly string[]) => Promise<Printed>;

export interface Capture {
  readonly words: readonly string[];
  readonly text: string;
}

/** What is run of each command, on a tenant of this machine; a name in braces is a value that is known by then. */
const RUNS: Readonly<Record<string, string>> = {
  'tenant validate': '',
  'tenant stacks': '--ring canary',
  'token create': '--label captures --expires-in-days 1',
  'token list': '',
  'token rotate': '{token} --overlap 1d --expires-in-days 1',
  'token revoke': '{token} --yes',
  'client create': '--label captures',
  'client list': '',
  'client rotate': '{client} --overlap 1d',
  'client revoke': '{client} --yes',
  'credential report': '',
  'credential undo': '{token} --since 2020-01-01 --dry-run',
  'credential revoke': 'federation --yes',
  'setup-link create': '--label captures',
  'setup-link list': '',
  'setup-link revoke': '{link} --yes',
  'setup-sheet': '--out {folder}/sheet.html',
  purge: '--dry-run --as-of 2099-01-01',
  'user show': '{user}',
  'user search': 'ad',
  'user preview': '{user}',
  'user history': '{user}',
  'user restore': '{user}',
  'user hold': '{user} --reason captures',
  'user lift': '{user}',
  'user erase': '{user}',
  'group list': '',
  'group find': 'Staff',
  'group restore': '{user}',
  'hold list': '',
  'hold show': '{user}',
  'hold release': '{user}',
  'hold restore': '{user}',
  check: '',
  'erased-ids': '--out {folder}/erased.txt',
  doctor: '',
  smoke: '',
  logs: '--since 1m --errors',
  mapping: '',
  quality: '',
  export: '--format csv --out {folder}/users.csv --force',
  clock: '',
  'events list': '',
  'events replay': '--since 2099-01-01',
  'events redrive': '',
  'webhook list': '',
  'webhook replay': 'nobody',
  'webhook test': 'nobody',
  'webhook rotate-secret': 'nobody',
};

/** What takes seconds, or asks AWS. */
const SLOW: Readonly<Record<string, string>> = { 'tenant list': '', 'tenant ceilings': '', cost: '--users 1000' };

/** Of what only the help is captured, and why. */
const ONLY_HELP: Readonly<Record<string, string>> = {
  'tenant init': 'writes a tenant',
  'tenant remove': 'removes stacks in AWS',
  console: 'ends with Ctrl-C',
  restore: 'needs a copy of the table',
  'stack-map': 'builds a commit',
  conformance: 'plays for a minute',
  completion: 'prints a program',
};

/** Every command that help shows, by all of its names. */
const namesOf = (command: Command, above = ''): string[] =>
  command
    .createHelp()
    .visibleCommands(command)
    .flatMap((each) =>
      // Help itself is made up for the list.
      command.commands.includes(each) ? [`${above}${each.name()}`, ...namesOf(each, `${above}${each.name()} `)] : [],
    );

/** Those that have no others below them. */
const leavesOf = (command: Command): string[] =>
  namesOf(command).filter((name, _, all) => !all.some((other) => other.startsWith(`${name} `)));

/** Commands that nobody has said how to capture. */
export const uncaptured = async (): Promise<string[]> =>
  leavesOf(await createProgram()).filter(
    (name) => ![RUNS, SLOW, ONLY_HELP].some((table) => Object.hasOwn(table, name)),
  );

/** Runs every command, and asks each for its help. `folder` is where files go; `slow` runs what takes seconds, too. */
export async function* captureEvery(
  run: Run,
  { folder, slow }: { readonly folder: string; readonly slow: boolean },
): AsyncGenerator<Capture, void> {
  const values = { folder, ...(await valuesOf(run)) };
  const capture = async (words: readonly string[]): Promise<Capture> => {
    const { stdout, stderr } = await run(words);
    return { words, text: stderr + stdout };
  };
  for (const [name, more] of Object.entries({ ...RUNS, ...(slow && SLOW) }))
    yield await capture([...name.split(' '), ...filled(more, values)]);
  for (const name of ['', ...namesOf(await createProgram())])
    yield await capture([...name.split(' '), '--help'].filter((word) => word !== ''));
}

const filled = (words: string, values: Readonly<Record<string, string>>): string[] =>
  words
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => word.replace(/\{(\w+)\}/, (_, name: string) => values[name] ?? 'none'));

/** What the commands are about: made for them, but for the user, who is the last that something happened to. */
async function valuesOf(run: Run): Promise<Record<string, string>> {
  const ask = async (...words: string[]): Promise<unknown> =>
    JSON.parse((await run([...words, '--json'])).stdout || '{}');
  const idIn = (value: unknown, name: string): string => {
    const id = isRecord(value) ? value[name] : undefined;
    return typeof id === 'string' ? id : 'none';
  };
  const events = await ask('events', 'list', '--type', 'User');
  const rows = isRecord(events) && Array.isArray(events['rows']) ? events['rows'] : [];
  return {
    token: idIn(await ask('token', 'create', '--label', 'captures'), 'keyId'),
    client: idIn(await ask('client', 'create', '--label', 'captures'), 'clientId'),
    link: idIn(await ask('setup-link', 'create', '--label', 'captures'), 'keyId'),
    user: idIn(rows[0], 'id'),
  };
}

/** The lines that a terminal would wrap. One word is whole however long it is: an address or a secret. */
export const tooWide = ({ words, text }: Capture): string[] =>
  text
    .split('\n')
    .filter((line) => stringWidth(line) > COLUMNS && line.trim().includes(' '))
    .map((line) => `${words.join(' ')}: ${line}`);
