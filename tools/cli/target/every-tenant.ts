import pMap from 'p-map';
import { messageOf } from '../../../lib/thrown.ts';
import { namesOfTenants } from '../console/tenants.ts';
import { tenantsFolder } from '../tenant-file/place.ts';
import type { TargetOptions } from './options.ts';
import { findTarget, type Target } from './target.ts';

/** What a tenant answered, or why it could not be asked. */
export type Asked<Answer> =
  | { readonly tenant: string; readonly place: string; readonly answer: Answer; readonly problem?: undefined }
  | { readonly tenant: string; readonly problem: string; readonly answer?: undefined };

/** Tenants that are asked at the same time. */
const AT_ONCE = 8;

/** Asks every tenant that has a file, or those of them that are named, in the order of their names. Never rejects. */
export function askEvery<Answer>(
  where: Pick<TargetOptions, 'local' | 'aws'>,
  ask: (target: Target) => Promise<Answer>,
  names: readonly string[] = namesOfTenants(tenantsFolder()),
): Promise<Asked<Answer>[]> {
  const one = async (tenant: string): Promise<Asked<Answer>> => {
    try {
      const target = await findTarget({ ...where, tenant, isNamed: true }, () => undefined);
      return { tenant, place: target.place, answer: await ask(target) };
    } catch (error) {
      return { tenant, problem: messageOf(error) };
    }
  };
  return pMap(names, one, { concurrency: AT_ONCE });
}

/** What is said of those who could not be asked; undefined where everybody answered. */
export function problemsOf(asked: readonly Asked<unknown>[]): string | undefined {
  const problems = asked.flatMap(({ tenant, problem }) => (problem === undefined ? [] : [`${tenant}: ${problem}`]));
  if (problems.length === 0) return undefined;
  return [`${problems.length} of ${asked.length} tenants could not be asked`, ...problems].join('\n');
}
