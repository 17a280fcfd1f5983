import { DescribeContinuousBackupsCommand, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { findSecret } from '../../../lambdas/store/credentials/secrets.ts';
import { openTable } from '../../../lambdas/store/table/open-table.ts';
import { findRestored } from '../../../lambdas/store/table/restored.ts';
import { PlainError } from '../../plain-error.ts';
import { documentsOf } from '../credentials/open.ts';
import type { Target } from '../target/target.ts';
import { readErased, type ErasedIds } from './erased-ids.ts';
import { patient } from './merge.ts';
import { describeTable, isActive } from './point-in-time.ts';

/** What is asked for. `to` is ISO 8601. */
export interface RestoreRequest {
  readonly tenant: string;
  readonly to: string;
  /** A table that holds the tenant as of `to` already. */
  readonly table?: string;
  /** A file. */
  readonly erasedIds?: string;
  readonly discardNewer?: true;
}

/** What is to be done, before anything is. */
export interface RestorePlan {
  readonly to: string;
  readonly from: string;
  readonly into: string;
  /** Whether the restored table is there, or being made. */
  readonly isThere: boolean;
  /** Why the old table cannot be read; undefined where it can. */
  readonly lost?: string;
  readonly erased?: ErasedIds;
  readonly account: string;
  readonly region: string;
}

type Reached = Pick<Target, 'dynamodb' | 'tableName' | 'place' | 'now'>;

/** By these a table is lost, and not only out of reach just now. */
const LOST = new Set(['ResourceNotFoundException', 'InaccessibleEncryptionCredentialsException']);

/**
 * Finds out what a restore has to do, and changes nothing. Throws PlainError where it cannot be: the time
 * is out of reach, or nobody would know who was erased since.
 */
export async function planRestore(target: Reached, request: RestoreRequest): Promise<RestorePlan> {
  const to = wholeSecond(request.to);
  if (to >= target.now) throw new PlainError(`${to} is not in the past: it is ${target.now}`);
  const { from, into } = await tablesOf(target, to, request.table);
  const lost = await whyLost(target, from);
  const erased = request.erasedIds === undefined ? undefined : readErased(request.erasedIds, request.tenant);
  if (lost !== undefined && !erased)
    throw new PlainError(
      `the table ${from} cannot be read (${lost}), so that nobody knows who was erased since ${to}: ` +
        'give --erased-ids <file>, the latest that "scim erased-ids" has written',
    );
  const [old, there] = [await describeTable(target.dynamodb, from), await describeTable(target.dynamodb, into)];
  if (!there && request.table !== undefined) throw new PlainError(`there is no table ${into}`);
  if (!there) await checkReach(target, from, to);
  else await checkCopy(target, { from, into, isWhole: lost === undefined && isActive(there) });
  const [, , , region = '', account = ''] = (old ?? there)?.TableArn?.split(':') ?? [];
  return {
    to,
    from,
    into,
    isThere: there !== undefined,
    account,
    region,
    ...(lost !== undefined && { lost }),
    ...(erased && { erased }),
  };
}

/** DynamoDB knows no less than seconds. */
const wholeSecond = (time: string): string => `${time.slice(0, '2027-01-01T00:00:00'.length)}.000Z`;

/** Once the tenant is on the restored table, that is what the stacks name. */
async function tablesOf(target: Reached, to: string, given: string | undefined) {
  const used = target.tableName;
  const { restored } = await read(target, used).catch(() => ({ restored: undefined }));
  if (restored?.to === to) return { from: restored.from, into: used };
  return { from: used, into: given ?? copyName(used, to) };
}

const read = (target: Reached, name: string) => findRestored(openTable(patient(documentsOf(target), name)));

/** The same for the same time, so that another call finds it; that of an earlier restore goes. */
function copyName(from: string, to: string): string {
  const moment = to.replace('.000Z', 'Z').replaceAll(/[-:]/g, '');
  return `${from.replace(/-\d{8}T\d{6}Z$/, '')}-${moment}`;
}

async function whyLost(target: Reached, name: string): Promise<string | undefined> {
  try {
    await read(target, name);
    return undefined;
  } catch (error) {
    if (error instanceof Error && LOST.has(error.name)) return `${error.name}: ${error.message}`;
    throw error;
  }
}

/** Of another tenant's table everybody would be taken over, and worse. The tenant's own key tells. */
async function checkCopy(
  target: Reached,
  { from, into, isWhole }: { from: string; into: string; isWhole: boolean },
): Promise<void> {
  if (into === from) throw new PlainError(`${into} is the table that the tenant uses: name a copy of it with --table`);
  if (!isWhole) return;
  const keyOf = (name: string) => findSecret(openTable(patient(documentsOf(target), name)), 'cursor');
  const [own, other] = [await keyOf(from), await keyOf(into)];
  if (own && other && Buffer.compare(own, other) !== 0)
    throw new PlainError(`${into} is no copy of ${from}: it is the table of another tenant`);
}

async function checkReach({ dynamodb, place }: Reached, from: string, to: string): Promise<void> {
  if (place === 'local')
    throw new PlainError(
      'DynamoDB Local cannot restore a table to a time: name one that holds the tenant as of then with --table',
    );
  const { earliest, latest } = await windowOf(dynamodb, from);
  if (!earliest || !latest)
    throw new PlainError(
      `the table ${from} has no point-in-time recovery: restore a backup of it by hand, and give its name with --table`,
    );
  if (to < earliest.toISOString() || to > latest.toISOString())
    throw new PlainError(
      `the table ${from} can be restored to ${earliest.toISOString()} up to ${latest.toISOString()}, and not to ${to}`,
    );
}

async function windowOf(client: Target['dynamodb'], TableName: string): Promise<{ earliest?: Date; latest?: Date }> {
  try {
    const { ContinuousBackupsDescription } = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
    const { EarliestRestorableDateTime: earliest, LatestRestorableDateTime: latest } =
      ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
    return { ...(earliest && { earliest }), ...(latest && { latest }) };
  } catch (error) {
    if (
      error instanceof ResourceNotFoundException ||
      (error instanceof Error && error.name === 'TableNotFoundException')
    )
      return {};
    throw error;
  }
}
