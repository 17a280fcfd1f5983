import { fold } from '../../scim/fold.ts';
import { leftOutIn } from '../../doctor/evidence.ts';
import { readRecord } from '../../doctor/health.ts';
import { userType } from '../../tenant/resource-types.ts';
import { onlyKnown, type Parameters } from '../parameters.ts';
import type { SetupContext } from './context.ts';
import { FREE_TARGETS } from './free-targets.ts';

/**
 * What is to be mapped, and what of it arrives (`GET /fields`). `arrived` is out of the `sampled`
 * people, who are all there are, or the first 500 by their random ids.
 */
export async function readFields(context: SetupContext, parameters: Parameters) {
  onlyKnown(parameters, []);
  const { store, traffic, fields } = context;
  const [users, sampled, buckets] = await Promise.all([
    store.count(userType.name),
    context.sample(),
    readRecord(traffic, context.now()),
  ]);
  const taken = new Set([...fields.flatMap(({ paths }) => paths), ...sampled.unused].map(fold));
  return {
    users,
    sampled: sampled.users,
    rows: sampled.rows,
    notStored: [...leftOutIn(buckets)].map(([attribute, requests]) => ({ attribute, requests })),
    free: FREE_TARGETS.filter((path) => !taken.has(fold(path))),
  };
}
