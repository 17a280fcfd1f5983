import type { AssignmentGroup } from './assignment-group.ts';
import type { Person } from './person.ts';
import type { Random } from './random.ts';

interface GroupPlan {
  mailNickname: string;
  name: string;
  /** Members in a company of that many people. */
  size: (people: number) => number;
  /** mailNicknames of the groups before it that are members too. */
  nested?: readonly string[];
}

const PLANS: readonly GroupPlan[] = [
  { mailNickname: 'all-staff', name: 'All staff', size: (people) => Math.ceil(people * 0.95) },
  { mailNickname: 'leads', name: 'Führungskräfte', size: (people) => Math.ceil(people / 6) },
  { mailNickname: 'sales', name: 'Sales "Süd" \\ 営業部 🚀', size: () => 6 },
  { mailNickname: 'one', name: "L'équipe d'une seule", size: () => 1 },
  { mailNickname: 'nobody', name: 'Порожня група', size: () => 0 },
  { mailNickname: 'summer-party', name: 'Summer party; drinks & more', size: () => 5 },
  { mailNickname: 'old-office', name: 'Old office (2nd floor)', size: () => 4 },
  { mailNickname: 'project', name: 'Project = 100 %', size: () => 2, nested: ['sales', 'summer-party'] },
];

/** A name that no other company has: groups are matched by it within a tenant. */
export function groupName(name: string, domain: string): string {
  return `${name} – ${domain}`;
}

/** A group of these members, assigned. */
export function createGroup(
  { mailNickname, name }: Pick<GroupPlan, 'mailNickname' | 'name'>,
  members: readonly string[],
  domain: string,
  random: Random,
): AssignmentGroup {
  return { objectId: random.guid(), mailNickname, displayName: groupName(name, domain), assigned: true, members };
}

/** The groups of a company: one with nearly everybody, small ones, an empty one, and one that holds other groups. */
export function generateGroups(people: readonly Person[], domain: string, random: Random): AssignmentGroup[] {
  const groups: AssignmentGroup[] = [];
  for (const plan of PLANS) {
    const chosen = random.shuffle(people).slice(0, plan.size(people.length));
    const nested = groups.filter((group) => plan.nested?.includes(group.mailNickname));
    const members = [...chosen, ...nested].map((member) => member.objectId);
    groups.push(createGroup(plan, members, domain, random));
  }
  return groups;
}
