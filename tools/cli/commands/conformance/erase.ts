import { messageOf } from '../../../../lib/thrown.ts';
import { readServerInfo } from '../../../dev-server/server/state-folder.ts';
import { operate } from '../../target/functions.ts';
import type { TargetOptions } from '../../target/options.ts';
import { findTarget, type Target } from '../../target/target.ts';

/**
 * Erases users that were made and deleted at a tenant of ours, and answers what stays, in a sentence. Whose tenant it is says the URL on this machine,
 * and --aws for one in AWS.
 */
export async function erase(url: string, paths: readonly string[], options: TargetOptions): Promise<string> {
  const users = [...new Set(paths.map((path) => path.replace('/Users/', '')))];
  if (users.length === 0) return 'nothing stays: no user was made';
  const made = users.length === 1 ? '1 user was made' : `${users.length} users were made`;
  const kept = `${made} and deleted; what the service keeps of deleted users stays there`;
  try {
    const target = await findOwn(url, options);
    if (target === undefined) return kept;
    const refusals = await eraseAll(target, users);
    if (refusals.length === 0) return `nothing stays: ${made}, deleted and erased`;
    return `${users.length - refusals.length} of ${users.length} users were erased; the others stay: ${refusals[0]}`;
  } catch (error) {
    return `${kept} (they could not be erased: ${messageOf(error)})`;
  }
}

async function findOwn(url: string, options: TargetOptions): Promise<Target | undefined> {
  if (options.aws) return findTarget(options);
  const isOurs = readServerInfo(options.tenant)?.url === url;
  return isOurs || options.local ? findTarget({ tenant: options.tenant, local: true }) : undefined;
}

/** Why some could not be erased. */
async function eraseAll(target: Target, users: readonly string[]): Promise<string[]> {
  const refusals: string[] = [];
  for (const user of users)
    await operate(target, 'user erase', { user }).catch((error: unknown) => refusals.push(messageOf(error)));
  return refusals;
}
