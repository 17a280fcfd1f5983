/**
 * The same, one of them read ahead: the next is asked for while whoever takes them is at work on this one,
 * and no other before that is taken. Whoever stops taking them stops the reading.
 */
export async function* oneAhead<Item>(source: AsyncIterable<Item>): AsyncGenerator<Item, void> {
  const items = source[Symbol.asyncIterator]();
  const ask = (): Promise<IteratorResult<Item, unknown>> => {
    const next = items.next();
    // It is thrown when it is waited for, which may be later or never.
    next.catch(() => undefined);
    return next;
  };
  try {
    for (let next = await ask(); !next.done;) {
      const { value } = next;
      const ahead = ask();
      yield value;
      next = await ahead;
    }
  } finally {
    await items.return?.();
  }
}
