import type { ConsoleCommands } from '../../../web/src/console/api/types.ts';
import { toTime } from '../input/arguments.ts';
import { purge } from '../target/functions.ts';
import type { Target } from '../target/target.ts';
import type { Asked } from './asked.ts';
import { ofCredentials } from './credential-rows.ts';
import { ofOperator } from './operator-rows.ts';
import type { Row } from './row.ts';

type PageRows = { readonly [Name in keyof ConsoleCommands]: Row<ConsoleCommands[Name]['answer']> };

const others = {
  purge: (asked: Asked) => {
    const [dryRun, asOf] = [asked.yes('dryRun'), asked.maybe('asOf', toTime)];
    return (target: Target) => purge(target, { dryRun, ...(asOf !== undefined && { asOf }) });
  },
};

const COMMANDS = { ...ofOperator, ...ofCredentials, ...others } satisfies PageRows &
  Readonly<Record<string, Row<unknown>>>;

export const COMMAND_NAMES: readonly string[] = Object.keys(COMMANDS);

/** What a command does, by its name; undefined for none. */
export const commandOf = (name: string): Row<unknown> | undefined =>
  new Map<string, Row<unknown>>(Object.entries(COMMANDS)).get(name);
