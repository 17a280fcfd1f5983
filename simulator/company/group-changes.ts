import type { AssignmentGroup } from './assignment-group.ts';
import { createGroup, groupName } from './groups.ts';
import type { Company } from './person.ts';
import type { Random } from './random.ts';

interface Context {
  company: Company;
  random: Random;
}

/** What happens to the group of that mailNickname; `undefined`: deleted for good. */
type GroupChanges = Readonly<Record<string, (group: AssignmentGroup, context: Context) => AssignmentGroup | undefined>>;

function rename(name: string): GroupChanges[string] {
  return (group, { company }) => ({ ...group, displayName: groupName(name, company.domain) });
}

/** A tenth leaves, at least one, and as many as are not in it yet join, up to `joining`. */
function exchangeMembers(joining: number): GroupChanges[string] {
  return (group, { company, random }) => {
    const leaving = Math.max(1, Math.round(group.members.length / 10));
    const outside = company.people.filter((person) => !group.members.includes(person.objectId));
    const joined = random.shuffle(outside).slice(0, joining);
    return {
      ...group,
      members: [...random.shuffle(group.members).slice(leaving), ...joined.map((person) => person.objectId)],
    };
  };
}

const FIRST_CHANGES: GroupChanges = {
  'all-staff': exchangeMembers(Infinity),
  leads: (group, context) => exchangeMembers(3)({ ...group, displayName: `${group.displayName} ✓` }, context),
  sales: rename('"Sales" in anderen Worten'),
  one: (group) => ({ ...group, members: [] }),
  nobody: exchangeMembers(4),
  'summer-party': (group) => ({ ...group, assigned: false }),
  'old-office': () => undefined,
};

const LATER_CHANGES: GroupChanges = {
  'all-staff': exchangeMembers(5),
  leads: (group) => ({ ...group, displayName: group.displayName.toUpperCase() }),
  sales: exchangeMembers(2),
  'summer-party': (group) => ({ ...group, assigned: true }),
  project: (group, { company }) => {
    const sales = company.groups.find((other) => other.mailNickname === 'sales');
    return { ...group, members: group.members.filter((member) => member !== sales?.objectId) };
  },
};

function applyChanges(changes: GroupChanges, context: Context): AssignmentGroup[] {
  const { people, groups } = context.company;
  const changed = groups.flatMap((group) => {
    const change = changes[group.mailNickname];
    return change === undefined ? [group] : (change(group, context) ?? []);
  });
  const present = new Set([...people, ...changed].map((each) => each.objectId));
  // Who is gone for good is in no group of the directory any more.
  return changed.map((group) => ({ ...group, members: group.members.filter((member) => present.has(member)) }));
}

/**
 * The groups after a busy day: renamed, filled, emptied, one unassigned, one deleted whose name a new one takes. The
 * company's people are those of the day after.
 */
export function changeGroups(company: Company, random: Random): AssignmentGroup[] {
  const changed = applyChanges(FIRST_CHANGES, { company, random });
  const members = random.shuffle(company.people).slice(0, 30);
  const plan = { mailNickname: 'new-office', name: 'Old office (2nd floor)' };
  const ids = members.map((person) => person.objectId);
  return [...changed, createGroup(plan, ids, company.domain, random)];
}

/** The groups later on: one is assigned again, one that was a member of another no longer is. */
export function returnToGroups(company: Company, random: Random): AssignmentGroup[] {
  return applyChanges(LATER_CHANGES, { company, random });
}
