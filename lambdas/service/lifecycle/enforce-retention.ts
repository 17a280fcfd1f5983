import { familyOf, MASS_DELETE_MESSAGE, windowOf } from '../../life/guard.ts';
import { guardDirectory, type Guarding } from './guard.ts';
import { purge, type PurgeOptions, type PurgeReport } from './purge.ts';
import { recover } from './recover.ts';

/** What the schedule and the CLI may ask for. */
export interface RetentionRequest {
  readonly dryRun?: boolean;
  /** Erase what is due at this time instead of now, ISO 8601. */
  readonly asOf?: string;
}

export interface Enforcing extends Guarding, Omit<PurgeOptions, 'asOf' | 'dryRun' | 'onFailure'> {
  readonly store: PurgeOptions['store'];
  readonly tenant: string;
  readonly log: Log;
}

/** Where lines go: what happened, with ids and numbers and nothing personal. */
interface Log {
  info(message: string, facts: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts: Readonly<Record<string, unknown>>): void;
  error(message: string, facts: Readonly<Record<string, unknown>>): void;
}

/**
 * Erases the users whose retention has passed: first looks for mass losses, which are held back
 * from this run on, and told again daily until somebody decides, then purges, then carries out what was decided and is not done with. A dry
 * run does nothing but tell who would be erased.
 * @throws Error where the request cannot be understood
 */
export async function enforceRetention(request: RetentionRequest, enforcing: Enforcing): Promise<PurgeReport> {
  const { tenant, log } = enforcing;
  const { asOf, dryRun } = readRequest(request, enforcing.now());
  const holds = dryRun ? [] : await guardDirectory(enforcing);
  for (const { id, from, to, count, of, ...hold } of holds)
    log.warn(MASS_DELETE_MESSAGE, {
      tenant,
      hold: id,
      from,
      to,
      count,
      of,
      family: familyOf(hold),
      window: windowOf(hold),
      noticedAt: hold.noticedAt,
    });
  const report = await purge({
    ...enforcing,
    asOf,
    dryRun,
    onFailure: (id, error) => log.error('not erased', { id, ...describeError(error) }),
  });
  const { users: _, ...summary } = report;
  const unfinished = dryRun ? undefined : await recover(enforcing);
  log.info('purge', { tenant, ...summary, unfinished });
  return report;
}

const describeError = (error: unknown) => (error instanceof Error ? { name: error.name, reason: error.message } : {});

const ISO_TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/;

/** The CLI and whoever invokes the function by hand may send anything. */
function readRequest({ asOf, dryRun = false }: RetentionRequest, now: string): { asOf: string; dryRun: boolean } {
  if (typeof dryRun !== 'boolean') throw new Error(`dryRun is ${JSON.stringify(dryRun)}; allowed: true or false`);
  if (asOf === undefined) return { asOf: now, dryRun };
  if (!ISO_TIME.test(asOf) || Number.isNaN(Date.parse(asOf))) {
    throw new Error(`asOf is ${JSON.stringify(asOf)}; allowed: a time like 2027-01-01T00:00:00Z`);
  }
  return { asOf: new Date(asOf).toISOString(), dryRun };
}
