/** An item may have 400 KB. */
const MAX_ITEM_BYTES = 200_000;

/** The entries in their order, in pieces that an item holds. */
export function slicesBySize<Entry>(entries: readonly Entry[]): Entry[][] {
  const all: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(JSON.stringify(entry));
    const last = all.at(-1);
    const fits = last && bytes + size <= MAX_ITEM_BYTES;
    if (fits) last.push(entry);
    else all.push([entry]);
    bytes = fits ? bytes + size : size;
  }
  return all;
}
