import type { Json } from '../scim/json.ts';

/** A change of a resource by the names of what it changed; `version` is the one that it made. */
export interface NamedChange {
  /** As in `user.updated`. */
  readonly event: string;
  readonly version: number;
  readonly previousVersion?: number;
  readonly changed: readonly string[];
}

/** What an attribute was and became; null where it was not there. What is not kept is left out. */
export interface ChangedValue {
  readonly before?: Json;
  readonly after?: Json;
}

/** Attributes by name, as they were in one version. */
type State = ReadonlyMap<string, Json>;
/** A state of which some attributes are not known. */
interface Partly {
  readonly state: State;
  readonly unknown: ReadonlySet<string>;
}

/** What one of these changed is not named in full: no value is carried across it. */
const UNTOLD = /\.(?:created|restored|deleted|erased)$/;
const CREATED = /\.created$/;

/**
 * The values of changes of one resource, the newest first, as far as they follow from the states that
 * are kept, by version: what no change between a state and another version names was the same in both.
 * A version that no change tells of is a gap, across which nothing follows.
 */
export function valuesOfChanges(
  changes: readonly NamedChange[],
  states: ReadonlyMap<number, State>,
): readonly Readonly<Record<string, ChangedValue>>[] {
  const after = knownAlong(changes, states, {
    at: ({ version }) => version,
    isNext: (newer, { version }) => newer.previousVersion === version,
  });
  const before = knownAlong(changes.toReversed(), states, {
    at: ({ previousVersion }) => previousVersion,
    isNext: (older, { previousVersion }) => older.version === previousVersion,
  }).toReversed();
  return changes.map(({ event, changed }, index) =>
    Object.fromEntries(
      changed.map((name) => {
        const was = CREATED.test(event) ? null : valueIn(before[index], name);
        const became = valueIn(after[index], name);
        return [name, { ...(was !== undefined && { before: was }), ...(became !== undefined && { after: became }) }];
      }),
    ),
  );
}

/**
 * What is known at one side of each change, on the way in one direction: the state that is kept of it,
 * else that of the change before on this way without what that one changed.
 */
function knownAlong(
  changes: readonly NamedChange[],
  states: ReadonlyMap<number, State>,
  side: {
    at: (change: NamedChange) => number | undefined;
    isNext: (last: NamedChange, change: NamedChange) => boolean;
  },
): (Partly | undefined)[] {
  let last: { readonly change: NamedChange; readonly known: Partly | undefined } | undefined;
  return changes.map((change) => {
    const kept = states.get(side.at(change) ?? 0);
    const follows = last?.known && side.isNext(last.change, change) && !UNTOLD.test(last.change.event);
    const carried = follows && last?.known ? without(last.known, last.change.changed) : undefined;
    const known = kept ? { state: kept, unknown: new Set<string>() } : carried;
    last = { change, known };
    return known;
  });
}

const without = ({ state, unknown }: Partly, changed: readonly string[]): Partly => ({
  state,
  unknown: new Set([...unknown, ...changed]),
});

function valueIn(known: Partly | undefined, name: string): Json | undefined {
  return known && !known.unknown.has(name) ? (known.state.get(name) ?? null) : undefined;
}
