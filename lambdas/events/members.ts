import { generationOf } from '../life/stored-resource.ts';
import type { ImageWriter, MembersChange, MembersHistory } from '../store/ports/images.ts';
import type { Change } from './change.ts';
import type { Consumer } from './deliver.ts';

/**
 * Writes down what happened to the members of groups, so that they can be what they were: who came and
 * went by each change, a group and a batch at a time. May be told the same again. `days` is how long it
 * is kept.
 */
export const keepMembers =
  (images: Pick<ImageWriter, 'keepMembers'>, days: number): Consumer =>
  async (told, now) => {
    const all = told.flatMap(({ change }) => {
      const group = change.beside?.group ?? change.after?.id;
      return group === undefined ? [] : [{ group, change, members: membersChange(change) }];
    });
    const histories = [...Map.groupBy(all, (each) => each.group)].map(([group, own]): MembersHistory => {
      const beside = own.flatMap(({ change }) => change.beside ?? []);
      return {
        group,
        changes: own.flatMap(({ members }) => members ?? []),
        parts: beside.flatMap((each) => ('part' in each ? [each.part] : [])),
        earlier: beside.flatMap((each) => ('earlier' in each ? [each.earlier] : [])),
      };
    });
    await images.keepMembers(histories, now, days);
  };

/** What a change of a group did to its members; undefined where that is nothing. One that is new had none. */
function membersChange({ before, after, moved }: Change): MembersChange | undefined {
  if (!before || !after) return undefined;
  const [was, is] = [before.pending, after.pending];
  const from = was?.id === is?.id ? (was?.parts ?? 0) : 0;
  const isEmptied = generationOf(after) > generationOf(before);
  const hasParts = is !== undefined && is.parts > from;
  if (!moved && !hasParts && !isEmptied) return undefined;
  return {
    at: after.lastModified,
    ...(after.by !== undefined && { by: after.by }),
    version: after.version,
    ...moved,
    ...(hasParts && { parts: { change: is.id, from, to: is.parts } }),
    ...(isEmptied && { emptied: generationOf(before) }),
  };
}
