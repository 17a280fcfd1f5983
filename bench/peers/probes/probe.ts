import { randomUUID } from 'node:crypto';
import { GROUP_TYPE, PATCH_OP, USER_TYPE } from './messages.ts';
import { listAt, textAt, type Answer, type Ask } from '../ask.ts';

/** What a probe found: `unseen` where what it would look at is not shown, so that nobody can say. */
export interface Verdict {
  readonly is: 'yes' | 'no' | 'unseen';
  /** Of the request that it is about. */
  readonly status: number;
}

/** One thing that RFC 7644 or Entra expects, and that users of such services ask for, found out by asking. */
export interface Probe {
  readonly what: string;
  /** Who expects it. */
  readonly by: string;
  /** Whether it depends on the store, which some leave to their host. */
  readonly ofStore?: true;
  readonly ask: (world: World) => Promise<Verdict>;
}

/** An endpoint with what probes need again and again. */
export interface World {
  readonly ask: Ask;
  /** Creates a user; the name is its own unless one is given. */
  readonly user: (attributes?: object) => Promise<Made>;
  readonly group: (members?: readonly string[]) => Promise<Made>;
  readonly patch: (path: string, ...operations: readonly object[]) => Promise<Answer>;
  /** The ids of a group's members, undefined where the answer has none. */
  readonly membersOf: (group: string) => Promise<readonly string[] | undefined>;
}

/** Something that was created, and the answer to it. */
interface Made {
  readonly id: string;
  readonly name: string;
  readonly answer: Answer;
}

export const yesIf = (isRight: boolean, { status }: Answer): Verdict => ({ is: isRight ? 'yes' : 'no', status });
export const unseen = ({ status }: Answer): Verdict => ({ is: 'unseen', status });
export const isDone = ({ status }: Answer): boolean => status >= 200 && status < 300;

export const aName = (): string => `${randomUUID()}@example.com`;

function createWorld(ask: Ask): World {
  const made = (name: string, answer: Answer): Made => ({ id: textAt(answer.body, 'id'), name, answer });
  return {
    ask,
    user: async (attributes = {}) => {
      const name = aName();
      const body = { schemas: [USER_TYPE], userName: name, emails: [{ type: 'work', primary: true, value: name }] };
      return made(name, await ask('POST', '/Users', { ...body, ...attributes }));
    },
    group: async (members = []) => {
      const name = `group ${randomUUID()}`;
      const values = members.map((value) => ({ value }));
      const body = { schemas: [GROUP_TYPE], displayName: name, members: values };
      return made(name, await ask('POST', '/Groups', body));
    },
    patch: (path, ...Operations) => ask('PATCH', path, { schemas: [PATCH_OP], Operations }),
    membersOf: async (group) => {
      const { body } = await ask('GET', `/Groups/${group}`);
      return listAt(body, 'members')?.map((member) => textAt(member, 'value'));
    },
  };
}

/** Asks everybody, one probe after the other. */
export async function askProbes(
  probes: readonly Probe[],
  contenders: ReadonlyMap<string, Ask>,
): Promise<Map<Probe, Map<string, Verdict>>> {
  const found = new Map<Probe, Map<string, Verdict>>();
  for (const probe of probes) {
    const verdicts = new Map<string, Verdict>();
    for (const [name, ask] of contenders) verdicts.set(name, await probe.ask(createWorld(ask)));
    found.set(probe, verdicts);
  }
  return found;
}
