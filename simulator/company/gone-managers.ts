import type { Person } from './person.ts';

/** Reports of somebody who is gone get the next manager up who is still there. */
export function withoutGoneManagers(people: readonly Person[], before: readonly Person[]): Person[] {
  const present = new Set(people.map((person) => person.objectId));
  const managerBefore = new Map(before.map((person) => [person.objectId, person.manager]));
  return people.map((person) => {
    let manager = person.manager;
    for (let steps = 0; manager !== undefined && !present.has(manager) && steps < before.length; steps += 1) {
      manager = managerBefore.get(manager);
    }
    if (manager === person.manager) return person;
    const { manager: _gone, ...rest } = person;
    return manager === undefined || manager === person.objectId ? rest : { ...rest, manager };
  });
}
