// Tenants that do not exist, for a picture of the console.
import type { Glance, Glanced } from '../../web/src/console/api/types.ts';
import type { Tenants } from '../cli/console/tenants.ts';
import { PlainError } from '../plain-error.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

const iso = (time: number): string => new Date(time).toISOString();

const glanceOf = (now: number, more: Partial<Glance>): Glance => ({
  now: iso(now),
  status: 'healthy',
  summary: 'Provisioning works.',
  nextCycleDue: iso(now + 23 * MINUTE),
  lastCycle: iso(now - 17 * MINUTE),
  users: 370,
  groups: 18,
  gone: { deactivated: 6, leaving: 12 },
  retention: { days: 30, deactivated: 'purge' },
  holds: 0,
  ending: [],
  ...more,
});

/** What is different with each. */
const TENANTS: Readonly<Record<string, (now: number) => Partial<Glance>>> = {
  acme: () => ({}),
  globex: (now) => ({
    status: 'broken',
    lastCycle: iso(now - 2 * DAY),
    users: 2_184,
    gone: { deactivated: 241, leaving: 3 },
    holds: 1,
  }),
  initech: (now) => ({
    lastCycle: iso(now - 31 * MINUTE),
    users: 58,
    gone: { deactivated: 0, leaving: 1 },
    ending: [{ keyId: '0a1b2c3d4e5f6071', expiresAt: iso(now + 9 * DAY), daysLeft: 9 }],
  }),
};

const PLACE = 'eu-central-1';

/** Three tenants, one of which is broken, at a time (milliseconds). Nothing can be done with them. */
export function sampleTenants(now: number): Tenants {
  const names = Object.keys(TENANTS);
  return {
    names,
    rows: async () => names.map((name) => ({ name, place: PLACE, now: iso(now), problem: null })),
    glance: async (name): Promise<Glanced> => ({
      place: PLACE,
      version: '0.2.0 (1a2b3c4d5e6f)',
      glance: glanceOf(now, TENANTS[name]?.(now) ?? {}),
      problem: null,
    }),
    act: () => Promise.reject(new PlainError('these tenants are samples')),
  };
}
