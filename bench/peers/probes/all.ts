import { FIND } from './find.ts';
import { GROUPS } from './groups.ts';
import { LIFE } from './life.ts';
import type { Probe } from './probe.ts';
import { PROTOCOL } from './protocol.ts';
import { USERS } from './users.ts';

/** Every probe, by what it is about. */
export const PROBES: Readonly<Record<string, readonly Probe[]>> = {
  finding: FIND,
  users: USERS,
  groups: GROUPS,
  'leaving and coming back': LIFE,
  protocol: PROTOCOL,
};
