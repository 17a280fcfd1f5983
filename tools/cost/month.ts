import { CYCLE } from '../../lambdas/auth/use.ts';
import { HOUR } from '../../lambdas/duration.ts';
import { ASSUMED } from './assumed.ts';
import { HOURS_A_MONTH, memoryOf, scheduledRuns, standing, type Resources } from './at-rest.ts';
import { sumOf, timesOf, type Use } from './prices.ts';
import { UNITS, type Units } from './units.ts';

/** A tenant: with no users and no groups, nobody has connected it. */
export interface Size {
  readonly users: number;
  readonly groups: number;
  /** Users of whom an attribute changes. */
  readonly changesPerDay: number;
  /** How many webhooks are called, where the stacks call any; 1 if it is left out. */
  readonly webhooks?: number;
}

/** One thing that happens, `times` a month, with what all of that uses. */
export interface Row {
  readonly what: string;
  readonly times?: number;
  readonly use: Use;
}

type Worker = keyof typeof ASSUMED.seconds;

const DAYS_A_MONTH = HOURS_A_MONTH / 24;
const CYCLES_A_MONTH = (HOURS_A_MONTH * HOUR) / CYCLE;
const PAGE = 100;
const { bytes, seconds } = ASSUMED;

const units = ({ wru, rru }: Units): Use => ({ wru, rru });

/** What happens in a tenant of these stacks with so many webhooks, each as a use. */
function happenings(stacks: readonly Resources[], webhooks = 1) {
  const memory = memoryOf(stacks);
  const gbSeconds = (name: Worker, time: number): number => (time * (memory.get(name) ?? 0)) / 1024;
  const work = (name: Worker): Use => ({
    invocations: 1,
    gbSeconds: gbSeconds(name, seconds[name]),
    logBytes: bytes.functionLog,
  });
  const start = (name: Worker): Use => ({ gbSeconds: gbSeconds(name, ASSUMED.start) });
  const check = sumOf([work('authorizer'), units(UNITS.checkToken)]);
  const request = (cost: Units, name: Worker = 'scim', answer: number = bytes.answer): Use =>
    sumOf([
      { apiRequests: 1, logBytes: bytes.accessLogLine, bytesOut: answer },
      work(name),
      units(cost),
      timesOf(check, 1 / ASSUMED.tokenKept),
    ]);
  /** A run for all of them, which reads the secret of each, and how it stands at the end. */
  const hooked = (cost: Units): Use => sumOf([work('webhooks'), timesOf(sumOf([units(cost), { rru: 2 }]), webhooks)]);
  /** As if every change came alone. */
  const called = memory.has('webhooks')
    ? sumOf([hooked(UNITS.webhookDelivery), { bytesOut: bytes.call * webhooks }])
    : {};
  /** What follows any write: the stream's function keeps it, and tells it, also the webhooks. */
  const followed = sumOf([work('changes'), units(UNITS.feedEntry), units(UNITS.historyEntry), { events: 1 }, called]);
  const searched = timesOf(units(UNITS.searchOfTwo), 1 / 2);
  const changed = sumOf([request(UNITS.changeUser), followed, units(UNITS.imageOfUser)]);
  return {
    purge: sumOf([{ schedules: 1 }, work('purge'), start('purge'), units(UNITS.purgeOfNobody), units(UNITS.toldHour)]),
    hooksLook: sumOf([{ schedules: 1 }, hooked(UNITS.webhookIdle), start('webhooks')]),
    probe: sumOf([
      request(UNITS.filterNoHit),
      request(UNITS.groupFilterNoHit),
      start('authorizer'),
      work('authorizer'),
      units(UNITS.checkTokenFirst),
      start('scim'),
      // The first of its kind in ten minutes is written down at once.
      { wru: 1 },
    ]),
    busyCycle: sumOf([{ wru: ASSUMED.kindsOfRequests }, start('changes')]),
    changed: sumOf([request(UNITS.readUser), changed]),
    joined: sumOf([
      request(UNITS.filterNoHit),
      request(UNITS.createUser),
      followed,
      searched,
      request(UNITS.managerCheck),
      changed,
    ]),
    left: sumOf([changed, request(UNITS.deleteUser), followed, units(UNITS.imageOfUser), units(UNITS.purgeOfOne)]),
    grouped: sumOf([request(UNITS.groupFilterNoHit), request(UNITS.createGroup), followed]),
    membership: sumOf([request(UNITS.addMember), followed, units(UNITS.membersChange)]),
    page: request(UNITS.directoryPage, 'directory', bytes.page),
  };
}

/** Bytes that a tenant of this size has in its table. */
function storedBytes({ users, groups, changesPerDay }: Size): number {
  const memberships = groups === 0 ? 0 : users * ASSUMED.groupsOfUser;
  const changes = (changesPerDay + users * ASSUMED.membershipsChanged) * 36;
  return users * bytes.user + groups * bytes.group + memberships * bytes.membership + changes * bytes.change;
}

/** A month of a tenant of this size, row by row; `shared` are stacks that so many `tenants` have together. */
export function monthOf(
  size: Size,
  stacks: readonly Resources[],
  { shared, tenants }: { readonly shared: readonly Resources[]; readonly tenants: number },
): Row[] {
  const { users, groups, changesPerDay, webhooks } = size;
  const each = happenings(stacks, webhooks);
  const row = (what: string, times: number, use: Use): Row => ({ what, times, use: timesOf(use, times) });
  const daily = (what: string, perDay: number, use: Use): Row => row(what, perDay * DAYS_A_MONTH, use);
  const cycles = users + groups === 0 ? 0 : CYCLES_A_MONTH;
  const busy = (changesPerDay + users * ASSUMED.membershipsChanged) * DAYS_A_MONTH;
  const stored = storedBytes(size);
  const rows = [
    { what: 'alarms, and what else stands', use: standing(stacks) },
    row('hourly jobs that find nobody due', scheduledRuns(stacks), each.purge),
    row('looks of webhooks for what waits', scheduledRuns(stacks, 'webhooks'), each.hooksLook),
    {
      what: `its part of what ${tenants} tenants share`,
      use: timesOf(sumOf([standing(shared), timesOf(each.purge, scheduledRuns(shared))]), 1 / tenants),
    },
    row('cycles of Entra, nothing changed', cycles, each.probe),
    row('cycles with changes, more', Math.min(cycles, busy), each.busyCycle),
    daily('changes of a user', changesPerDay, each.changed),
    daily('users who come', users * ASSUMED.joined, each.joined),
    daily('users who go, and are erased', users * ASSUMED.left, each.left),
    daily('members who come or go', groups === 0 ? 0 : users * ASSUMED.membershipsChanged, each.membership),
    daily('pages of 100 for the product', Math.ceil(users / PAGE) * ASSUMED.readsOfAll, each.page),
    { what: 'the table, with its indexes', use: { tableBytes: stored } },
    { what: 'point-in-time recovery', use: { recoveryBytes: stored } },
  ];
  const all = sumOf(rows.map(({ use }) => use));
  const logs = { what: 'logs, kept for a month', use: { keptLogBytes: all.logBytes ?? 0 } };
  return [...rows, logs].filter(({ use }) => Object.values(use).some((amount) => amount > 0));
}

/** What it takes to bring everybody in, once. */
export function firstCycleOf({ users, groups, webhooks }: Size, stacks: readonly Resources[]): Use {
  const { joined, grouped, membership } = happenings(stacks, webhooks);
  const memberships = groups === 0 ? 0 : users * ASSUMED.groupsOfUser;
  return sumOf([timesOf(joined, users), timesOf(grouped, groups), timesOf(membership, memberships)]);
}
