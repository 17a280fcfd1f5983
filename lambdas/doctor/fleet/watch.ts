import pMap from 'p-map';
import { metrics } from '../../traffic/metrics.ts';
import { lookAt, type FleetReader, type Look } from './look.ts';
import { tenantsOf } from './tenants.ts';

/** Where lines go: names of tenants and numbers, and nothing personal. */
interface Log {
  info(message: string, facts: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts: Readonly<Record<string, unknown>>): void;
  error(message: string, facts: Readonly<Record<string, unknown>>): void;
}

interface Watching {
  readonly reader: FleetReader;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Log;
}

/** Tenants that are looked at, at once: CloudFormation, SQS and DynamoDB take far more. */
const PARALLEL = 5;

/**
 * Looks at every tenant of the account and Region: a line for each that something is wrong with, and one
 * with the figures of all, which the alarms go by.
 * @throws Error when a tenant cannot be looked at, after all others were; so the function fails, which is
 * an alarm of its own
 */
export async function watchFleet({ reader, now, log }: Watching): Promise<void> {
  const [stacks, mappings] = await Promise.all([reader.stacks(), reader.mappings()]);
  const tenants = tenantsOf(stacks);
  const looks = await pMap(
    tenants,
    async (tenant): Promise<Look | undefined> => {
      try {
        const look = await lookAt(tenant, { reader, mappings, now: now() });
        if (Object.values(look).some((count) => count > 0)) log.warn('tenant', { tenant: tenant.name, ...look });
        return look;
      } catch (error) {
        log.error('not looked at', { tenant: tenant.name, reason: error instanceof Error ? error.message : 'unknown' });
        return undefined;
      }
    },
    { concurrency: PARALLEL },
  );
  const seen = looks.filter((look) => look !== undefined);
  const sum = (of: (look: Look) => number): number => seen.reduce((total, look) => total + of(look), 0);
  const figures = {
    DeadLetters: sum(({ deadLetters }) => deadLetters),
    StreamsStopped: sum(({ streamsStopped }) => streamsStopped),
    SilentTenants: sum(({ silentHours }) => Number(silentHours > 0)),
  };
  log.info('fleet', { tenants: tenants.length, ...metrics(figures, now()) });
  const missed = looks.length - seen.length;
  if (missed > 0)
    throw new Error(
      `${missed} of ${tenants.length} tenants could not be looked at; the lines before say which, and why`,
    );
}
