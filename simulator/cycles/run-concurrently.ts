/** Runs `work` over all items, at most `limit` at a time; the first error stops it. */
export async function runConcurrently<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = items.values();
  const lanes = Array.from({ length: Math.max(1, limit) }, async () => {
    for (const item of queue) await work(item);
  });
  await Promise.all(lanes);
}
