import { cyclesThatCame, ofKind, onlyProbes, total } from '../evidence.ts';
import type { Signature } from './signature.ts';
import { PROVISIONING } from './words.ts';

/** Who is provisioned: what is assigned to the application, and its scoping filters. */
export const SCOPING: readonly Signature[] = [
  {
    id: 'nobody-to-provision',
    number: 1,
    severity: 'broken',
    title: 'Entra comes and has nobody to provision',
    cause:
      'Nobody is assigned to the application, or only groups inside of groups, or a scoping filter leaves everybody out',
    fix: `${PROVISIONING.replace(', Provisioning', '')}, Users and groups: assign the users, or create or choose a group that holds all users with a mailbox, wait until it is synced to Entra ID, and assign it (members of nested groups are not read). Then ${PROVISIONING}: Start provisioning, and give it 40 minutes`,
    // Where people are here already, a cycle in which nobody changed looks the same.
    find: (evidence) => {
      const came = cyclesThatCame(evidence);
      const visits = came.slice(-24).filter(({ counters }) => onlyProbes(counters)).length;
      return evidence.users === 0 &&
        came.length >= 2 &&
        onlyProbes(evidence.recent) &&
        came.slice(-2).every(({ counters }) => onlyProbes(counters))
        ? `the last ${visits} visits were signs of life only`
        : undefined;
    },
  },
  {
    id: 'everybody-read-again',
    number: 18,
    severity: 'info',
    title: 'Entra read everybody again',
    cause: 'Provisioning was restarted, or a mapping or the scope was edited',
    fix: 'nothing, unless nobody did that',
    find: ({ cycles, users }) => {
      const readIn = (counters = cycles.at(-1)?.counters ?? []): number =>
        total(counters, ofKind('userQuery', 'userRead'));
      const before = cycles.slice(-4, -1).map(({ counters }) => readIn(counters));
      const isUnusual = before.length >= 2 && readIn() >= users * 0.8 && (before.at(-1) ?? 0) < users * 0.5;
      return users >= 20 && isUnusual ? `${readIn()} reads in the last cycle, for ${users} users` : undefined;
    },
  },
];
