import { createFailure } from '../../../api/failure.ts';
import type { Resource, Undone } from '../../api/types.ts';
import type { Rounds } from '../../parts/use-rounds.ts';

/** Whose changes, and since when (ISO 8601). */
export interface Whose {
  readonly by: string;
  readonly since: string;
}

export const keyOf = ({ type, id }: Resource): string => `${type} ${id}`;

/** What became of those that are through. */
export interface Undoing {
  readonly undone: readonly Undone[];
  readonly left: readonly Resource[];
}

/** Resources that one call takes back: well within the time of the function. */
const AT_ONCE = 100;

interface Wish extends Whose {
  readonly resources: readonly Resource[];
  readonly deleteCreated: boolean;
  readonly dryRun: boolean;
}

/** Takes back what it did to these, people first: whoever is back can be a member again. */
export const undoing = ({ resources, ...wish }: Wish): Rounds<Undoing> => ({
  round: async (run, before) => {
    const { undone, left } = before ?? { undone: [], left: peopleFirst(resources) };
    const some = left.slice(0, AT_ONCE).map(({ type, id }) => ({ type, id }));
    const answer = await run('credential undo', { ...wish, resources: some });
    if (answer.undone.length === 0 && answer.members === 0)
      throw createFailure('failed', { detail: 'the function had no time for even one of them; try again' });
    return { undone: [...undone, ...answer.undone], left: [...answer.remaining, ...left.slice(AT_ONCE)] };
  },
  goesOn: ({ left }) => left.length > 0,
});

const peopleFirst = (resources: readonly Resource[]): readonly Resource[] =>
  resources.toSorted((a, b) => Number(a.type === 'Group') - Number(b.type === 'Group'));
