import { filterBy } from './ask.ts';
import type { Home, Opened } from './databases.ts';

/** From the start of a contender's process to its first answer, on tables that are there already; in ms. */
export async function coldStart({ start }: Home, { database }: Opened): Promise<number> {
  const begun = performance.now();
  const { ask, stop } = await start(database);
  await ask('GET', `/Users?${filterBy('userName eq "nobody@example.com"')}`);
  const took = performance.now() - begun;
  await stop();
  return took;
}
