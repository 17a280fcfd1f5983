import { stateOf } from '../life/lifecycle.ts';
import type { StoredResource } from '../life/stored-resource.ts';
import { searchValues } from '../scim/query/search-values.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import type { SearchEntry, SearchWriter } from '../store/ports/search.ts';
import type { Change } from './change.ts';
import { withEvents, type Consumer } from './deliver.ts';

/** Whoever renews what resources are searched by from how they stand. */
export type Renew = (resources: readonly StoredResource[]) => Promise<void>;

/** Keeps what resources are searched by: what a change adds and takes away, and nothing else. */
export function keepSearch(types: readonly ResourceType[], search: SearchWriter): { consume: Consumer; renew: Renew } {
  const move = async (changes: readonly Pick<Change, 'before' | 'after'>[]): Promise<void> => {
    const moved = new Map(changes.flatMap((change) => movesOf(types, change)));
    const entries = (isThere: boolean) =>
      [...moved.values()].filter((each) => each.isThere === isThere).map(({ entry }) => entry);
    await search.moveSearch(entries(true), entries(false));
  };
  return {
    consume: (told) => move(withEvents(told).map(({ change }) => change)),
    renew: (resources) => move(resources.map((after) => ({ after }))),
  };
}

type Move = readonly [key: string, { readonly entry: SearchEntry; readonly isThere: boolean }];

/** What a change does to each entry that it touches; the last change of an entry is what counts. */
function movesOf(types: readonly ResourceType[], { before, after }: Pick<Change, 'before' | 'after'>): Move[] {
  const { type = '', id = '' } = after ?? before ?? {};
  const [had, has] = [valuesOf(types, before), valuesOf(types, after)];
  const move = (value: string, isThere: boolean): Move => [
    JSON.stringify([id, value]),
    { entry: { type, id, value }, isThere },
  ];
  return [
    ...had.filter((value) => !has.includes(value)).map((value) => move(value, false)),
    ...has.filter((value) => !had.includes(value)).map((value) => move(value, true)),
  ];
}

function valuesOf(types: readonly ResourceType[], resource: StoredResource | undefined): string[] {
  const type = types.find(({ name }) => name === resource?.type);
  return resource && type && stateOf(resource) !== 'erased' ? searchValues(type, resource.attributes) : [];
}
