/** What one change did to the members of a group; `all` went before others came, where that is set. */
export interface MovedMembers {
  readonly add: readonly string[];
  readonly remove: readonly string[];
  readonly all?: readonly string[];
}

/**
 * undone: as if it had not been. left: whom it is about stays as it says, whatever was before it. passed:
 * it says nothing, as what an operator did to take others back.
 */
export type Verdict = 'undone' | 'left' | 'passed';

/**
 * Who is to be a member (true), and who is not (false), once changes of a group, oldest first, are
 * undone; whoever is in none of them stays as they are.
 */
export function formerMembers<Moved extends MovedMembers>(
  changes: readonly Moved[],
  verdictOn: (change: Moved) => Verdict,
): ReadonlyMap<string, boolean> {
  const was = new Map<string, boolean>();
  const settled = new Set<string>();
  for (const change of changes.toReversed()) {
    const verdict = verdictOn(change);
    if (verdict === 'passed') continue;
    const { add, remove, all } = change;
    if (verdict === 'left') {
      // Nobody whom others took out with all the rest was there for what came before it to matter.
      if (all) break;
      for (const id of [...add, ...remove]) settled.add(id);
      continue;
    }
    const set = (id: string, isMember: boolean): void => void (settled.has(id) || was.set(id, isMember));
    for (const id of add) set(id, false);
    for (const id of remove) set(id, true);
    if (!all) continue;
    // Whoever came since was none, unless it had been one before all went.
    for (const id of was.keys()) set(id, false);
    for (const id of all) set(id, true);
  }
  return was;
}
