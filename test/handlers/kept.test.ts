import { keptFor } from '../../lambdas/handlers/composition/kept.ts';

it('reads once for all who ask in time, again after it, and does not keep what failed', async () => {
  let time = 0;
  let reads = 0;
  const read = () => {
    reads += 1;
    return reads === 3 ? Promise.reject(new Error('busy')) : Promise.resolve(reads);
  };
  const kept = keptFor(30, read, () => time);
  expect(await Promise.all([kept(), kept()])).toEqual([1, 1]);
  time = 29;
  expect(await kept()).toBe(1);
  time = 30;
  expect(await kept()).toBe(2);
  time = 60;
  await expect(kept()).rejects.toThrow('busy');
  expect(await kept()).toBe(4);
});
