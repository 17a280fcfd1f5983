import type { ConsoleCommands } from '../../../web/src/console/api/types.ts';
import { isRecord } from '../../json.ts';
import { redrive } from '../events/redrive.ts';
import { replaySome, type ReplayProgress } from '../events/replay.ts';
import { toTime } from '../../to-time.ts';
import { toOverlap } from '../input/arguments.ts';
import { withEvents } from '../target/events-target.ts';
import { listWebhooks, operateWebhooks, purge } from '../target/functions.ts';
import type { Target } from '../target/target.ts';
import { text, type Asked } from './asked.ts';
import { ofCredentials } from './credential-rows.ts';
import { ofOperator } from './operator-rows.ts';
import type { Row } from './row.ts';

type PageRows = { readonly [Name in keyof ConsoleCommands]: Row<ConsoleCommands[Name]['answer']> };

const isPlace = (value: unknown): boolean =>
  isRecord(value) && Number.isSafeInteger(value['listing']) && ['undefined', 'string'].includes(typeof value['after']);
const isReplay = (value: unknown): value is ReplayProgress =>
  isRecord(value) &&
  Number.isSafeInteger(value['sent']) &&
  Number.isSafeInteger(value['seen']) &&
  (value['next'] === undefined || isPlace(value['next']));

/** What is no command of the operator function, nor about credentials. */
const others = {
  purge: (asked: Asked) => {
    const [dryRun, asOf] = [asked.yes('dryRun'), asked.maybe('asOf', toTime)];
    return (target: Target) => purge(target, { dryRun, ...(asOf !== undefined && { asOf }) });
  },
  /** A round of it; while the answer has a `next`, it goes on from that answer. */
  'events replay': (asked: Asked) => {
    const [since = '', progress] = [asked.maybe('since', toTime), asked.shaped('progress', isReplay)];
    return async (target: Target) => replaySome(await withEvents(target), since, progress);
  },
  'webhook list': () => listWebhooks,
  'webhook test': (asked: Asked) => {
    const name = asked.needed('name', text);
    return (target: Target) => operateWebhooks(target, 'test', { name });
  },
  'webhook replay': (asked: Asked) => {
    const [name, since] = [asked.needed('name', text), asked.maybe('since', toTime)];
    const deadLetters = asked.yes('deadLetters');
    return (target: Target) =>
      operateWebhooks(target, 'replay', {
        name,
        ...(since !== undefined && { since }),
        ...(deadLetters && { deadLetters }),
      });
  },
  'webhook rotate-secret': (asked: Asked) => {
    const [name, overlap] = [asked.needed('name', text), asked.maybe('overlap', toOverlap)];
    return (target: Target) =>
      operateWebhooks(target, 'rotate-secret', { name, ...(overlap !== undefined && { overlap }) });
  },
  'events redrive': () => async (target: Target) => redrive(await withEvents(target)),
};

const COMMANDS = { ...ofOperator, ...ofCredentials, ...others } satisfies PageRows &
  Readonly<Record<string, Row<unknown>>>;

export const COMMAND_NAMES: readonly string[] = Object.keys(COMMANDS);

/** What a command does, by its name; undefined for none. */
export const commandOf = (name: string): Row<unknown> | undefined =>
  new Map<string, Row<unknown>>(Object.entries(COMMANDS)).get(name);
