import { readdirSync } from 'node:fs';
import path from 'node:path';
import { MINUTE, SECOND } from '../../../lambdas/duration.ts';
import { codeOf } from '../../../lib/thrown.ts';
import type { Glanced, TenantRow } from '../../../web/src/console/api/types.ts';
import { readServerInfo } from '../../dev-server/server/state-folder.ts';
import { PlainError } from '../../plain-error.ts';
import { operate } from '../target/functions.ts';
import { findTarget, type Target } from '../target/target.ts';
import { atMost } from './at-most.ts';
import { problemOf } from './problem.ts';

/** Tenants that are asked at the same time. */
const AT_ONCE = 8;
/** For how long the names of what a stack has made are kept: they change with a deployment at most. */
const KEPT = 10 * MINUTE;
/** After which time a look at a tenant is given up; what an operator does takes as long as it takes. */
const PATIENCE = 30 * SECOND;
/** After which time the list of tenants is told without who has not answered: a glance at each follows. */
const FIRST = 3 * SECOND;

const SCHEMA_FILE = 'tenant.schema.json';

/** The tenants that have a file in a folder, by name. Throws PlainError where there is none. */
export function namesOfTenants(folder: string): string[] {
  const names = filesIn(folder)
    .filter((file) => file.endsWith('.json') && file !== SCHEMA_FILE)
    .map((file) => path.basename(file, '.json'));
  if (names.length > 0) return names.toSorted();
  throw new PlainError(`${folder} holds no tenant file: run this where cdk.json is, or name one with --tenant`);
}

/** Whose console it is and where they are: those `here` on this machine, the others in AWS with this profile. */
export function whereTenantsAre(names: readonly string[], here: readonly string[], profile: string): string {
  const whose = names.length === 1 ? names.join('') : `${names.length} tenants`;
  if (here.length === names.length) return `${whose}, on this machine`;
  if (here.length === 0) return `${whose}, in AWS by ${profile}`;
  return `${whose}: ${here.join(', ')} on this machine, the others in AWS by ${profile}`;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return [];
    throw error;
  }
}

/** How the tenants are reached, each as every other command reaches it. */
export interface Tenants {
  readonly names: readonly string[];
  /** Where each of them is, or why it cannot be reached, or neither where it takes long. Never rejects. */
  readonly rows: () => Promise<TenantRow[]>;
  /** How one of them stands, or why that cannot be known, after 30 s at the latest. Never rejects. */
  readonly glance: (name: string) => Promise<Glanced>;
  /** Does something on a tenant, at once, and waits for as long as it takes. */
  readonly act: <T>(name: string, on: (target: Target) => Promise<T>) => Promise<T>;
}

type Find = (name: string) => Promise<Target>;

const findQuietly: Find = (tenant) => findTarget({ tenant, isNamed: true }, () => undefined);

/** Opens tenants by their names. */
export function openTenants(names: readonly string[], find: Find = findQuietly): Tenants {
  const turn = atMost(AT_ONCE);
  const targetOf = keepingDeployed(find);
  const look = <T>(name: string, at: (target: Target) => Promise<T>): Promise<T> =>
    turn(() => soon(targetOf(name).then(at)));
  return {
    names,
    glance: (name) =>
      look(name, async (target) => {
        const { place, version } = target;
        return { place, ...(version !== undefined && { version }), glance: await operate(target, 'glance', {}) };
      }).then(
        (seen) => ({ ...seen, problem: null }),
        (error: unknown) => ({ place: null, glance: null, problem: problemOf(error) }),
      ),
    act: async (name, on) => on(await targetOf(name)),
    rows: () => inTime(names.map((name) => rowOf(name, () => look(name, async ({ place, now }) => ({ place, now }))))),
  };
}

interface Waiting {
  readonly name: string;
  readonly row: Promise<TenantRow>;
}

const rowOf = (name: string, where: () => Promise<Pick<Target, 'place' | 'now'>>): Waiting => ({
  name,
  row: where().then(
    ({ place, now }) => ({ name, place, now, problem: null }),
    (error: unknown) => ({ name, place: null, now: null, problem: problemOf(error) }),
  ),
});

/** The rows as far as they are known in time. */
async function inTime(rows: readonly Waiting[]): Promise<TenantRow[]> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, FIRST);
  try {
    return await Promise.all(
      rows.map(({ name, row }) =>
        Promise.race([row, late.promise.then(() => ({ name, place: null, now: null, problem: null }))]),
      ),
    );
  } finally {
    clearTimeout(timer);
  }
}

/** A server on this machine may be another one any time; what is in AWS stays where it is. */
function keepingDeployed(find: Find): Find {
  const kept = new Map<string, { readonly until: number; readonly target: Target }>();
  return async (name) => {
    const known = kept.get(name);
    if (known && known.until > performance.now() && readServerInfo(name) === undefined)
      return { ...known.target, now: new Date().toISOString() };
    const target = await find(name);
    if (target.place !== 'local') kept.set(name, { until: performance.now() + KEPT, target });
    return target;
  };
}

async function soon<T>(answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new Error(`it did not answer within ${PATIENCE / SECOND} seconds`);
    error.name = 'TimeoutError';
    late.reject(error);
  }, PATIENCE);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
