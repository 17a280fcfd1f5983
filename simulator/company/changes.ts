import { changeGroups, returnToGroups } from './group-changes.ts';
import { claimAlias, createPerson, displayNameOf, typePhone } from './generate.ts';
import { withoutGoneManagers } from './gone-managers.ts';
import { DEPARTMENTS, TITLES } from './messy-values.ts';
import { OPTIONAL_ATTRIBUTES, isSoftDeleted, type Company, type Person } from './person.ts';
import { createRandom, type Random } from './random.ts';
import { REGIONS, type Region } from './regions.ts';

interface Context {
  domain: string;
  random: Random;
  taken: Set<string>;
  people: readonly Person[];
}

interface Change {
  kind: string;
  /** Share of the company it happens to; at least one person wherever somebody is eligible. */
  share: number;
  eligible: (person: Person) => boolean;
  /** The person afterwards; `undefined`: gone for good. */
  apply: (person: Person, context: Context) => Person | undefined;
}

export interface ChangedCompany {
  company: Company;
  /** objectIds per kind of change. */
  changes: Record<string, string[]>;
}

const working = (person: Person): boolean => !isSoftDeleted(person);
const member = (person: Person): boolean => working(person) && person.userType === 'Member';

function rename(person: Person, { random, taken, domain }: Context): Person {
  const region = random.pick(REGIONS);
  const [surname, ascii] = random.pick(region.surnames);
  const alias = claimAlias(taken, `${person.mailNickname.split('.')[0] ?? 'renamed'}.${ascii}`);
  const named = { ...person, surname, displayName: displayNameOf(person.givenName ?? '', surname, region).trim() };
  return { ...named, userPrincipalName: `${alias}@${domain}`, mail: `${alias}@${domain}`, mailNickname: alias };
}

function fillGaps(person: Person, { random }: Context): Person {
  const region: Region = random.pick(REGIONS);
  return {
    jobTitle: random.pick(TITLES),
    department: random.pick(DEPARTMENTS),
    telephoneNumber: typePhone(random, region),
    mobile: typePhone(random, region),
    physicalDeliveryOfficeName: region.place.office,
    city: region.place.city,
    employeeId: `E-${random.integer(1000, 9999)}`,
    preferredLanguage: region.language,
    ...person,
  };
}

function newValues(person: Person, { random }: Context): Person {
  const region: Region = random.pick(REGIONS);
  return {
    ...person,
    jobTitle: `${random.pick(TITLES)} ${random.integer(1, 99)}`,
    telephoneNumber: typePhone(random, region),
    facsimileTelephoneNumber: typePhone(random, region),
    streetAddress: `${region.place.street} ${random.integer(1, 99)}`,
    department: `${random.pick(DEPARTMENTS)} ${random.integer(1, 9)}`,
  };
}

function clearValues(person: Person, { random }: Context): Person {
  const result = { ...person };
  for (const attribute of OPTIONAL_ATTRIBUTES) if (random.chance(0.5)) delete result[attribute];
  return result;
}

function newManager(person: Person, { random, people }: Context): Person {
  const manager = random.pick(people.filter((other) => working(other) && other.objectId !== person.objectId));
  return { ...person, manager: manager.objectId };
}

const recase = (text: string): string => (text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase());

/** What happens to a company between the first and the second cycle. */
const FIRST_CHANGES: readonly Change[] = [
  { kind: 'renamed', share: 0.05, eligible: member, apply: rename },
  {
    kind: 'name in other case',
    share: 0.01,
    eligible: member,
    apply: (person) => ({ ...person, userPrincipalName: recase(person.userPrincipalName) }),
  },
  { kind: 'new values', share: 0.08, eligible: working, apply: newValues },
  { kind: 'gaps filled', share: 0.05, eligible: working, apply: fillGaps },
  { kind: 'values cleared', share: 0.04, eligible: working, apply: clearValues },
  { kind: 'new manager', share: 0.03, eligible: working, apply: newManager },
  {
    kind: 'disabled',
    share: 0.05,
    eligible: working,
    apply: (person) => ({ ...person, accountEnabled: false, jobTitle: 'On leave' }),
  },
  { kind: 'unassigned', share: 0.03, eligible: working, apply: (person) => ({ ...person, assigned: false }) },
  { kind: 'deleted', share: 0.04, eligible: working, apply: (person) => ({ ...person, inRecycleBin: true }) },
  { kind: 'deleted for good', share: 0.03, eligible: working, apply: () => undefined },
];

/** What happens next: people come back, or go for good. */
const LATER_CHANGES: readonly Change[] = [
  {
    kind: 'enabled',
    share: 0.03,
    eligible: (person) => !person.accountEnabled,
    apply: (person) => ({ ...person, accountEnabled: true, jobTitle: 'Back again' }),
  },
  {
    kind: 'assigned',
    share: 0.015,
    eligible: (person) => !person.assigned,
    apply: (person) => ({ ...person, assigned: true }),
  },
  {
    kind: 'restored from the bin',
    share: 0.02,
    eligible: (person) => person.inRecycleBin,
    apply: (person) => ({ ...person, inRecycleBin: false }),
  },
  { kind: 'gone from the bin', share: 0.02, eligible: (person) => person.inRecycleBin, apply: () => undefined },
  { kind: 'unassigned, then gone', share: 0.01, eligible: (person) => !person.assigned, apply: () => undefined },
];

function hire(context: Context, before: readonly Person[], freed: readonly string[]): Person[] {
  const count = Math.max(2, Math.round(before.length * 0.04));
  const managers = before.filter(working);
  return Array.from({ length: count }, (_, index) => {
    const { random, domain, taken } = context;
    const person = { ...createPerson(index, domain, taken, random), accountEnabled: true, assigned: true };
    const manager = managers.length > 0 ? { manager: random.pick(managers).objectId } : {};
    // The first new people get account names that others gave up: the target must have let go of them.
    const userPrincipalName = freed[index] ?? person.userPrincipalName;
    return { ...person, ...manager, userPrincipalName };
  });
}

function accountAlias(person: Person): string {
  return (person.userPrincipalName.split(/_partner\.com#EXT#|@/)[0] ?? '').toLowerCase();
}

function applyChanges(
  company: Company,
  seed: string,
  changes: readonly Change[],
): ChangedCompany & { context: Context } {
  const random = createRandom(`${seed} ${company.domain}`);
  const taken = new Set(company.people.map((person) => accountAlias(person)));
  const context: Context = { domain: company.domain, random, taken, people: company.people };
  const next = new Map<string, Person | undefined>();
  const happened: Record<string, string[]> = {};
  const order = random.shuffle(company.people);
  for (const { kind, share, eligible, apply } of changes) {
    const count = Math.max(1, Math.round(company.people.length * share));
    const chosen = order.filter((person) => !next.has(person.objectId) && eligible(person)).slice(0, count);
    happened[kind] = chosen.map((person) => person.objectId);
    for (const person of chosen) next.set(person.objectId, apply(person, context));
  }
  const people = company.people.flatMap((person) => {
    const after = next.has(person.objectId) ? next.get(person.objectId) : person;
    return after === undefined ? [] : [after];
  });
  const result = { ...company, people: withoutGoneManagers(people, company.people) };
  return { company: result, changes: happened, context };
}

/** The directory after a busy day: renames, new and cleared values, people disabled, unassigned, deleted, hired. */
export function changeCompany(company: Company, seed: string): ChangedCompany {
  const { company: changed, changes, context } = applyChanges(company, `${seed} first`, FIRST_CHANGES);
  const upnBefore = new Map(company.people.map((person) => [person.objectId, person.userPrincipalName]));
  const freed = [changes['renamed']?.[0], changes['deleted for good']?.[0]].flatMap(
    (id) => upnBefore.get(id ?? '') ?? [],
  );
  const hired = hire(context, changed.people, freed);
  const next = { ...changed, people: [...changed.people, ...hired] };
  return {
    company: { ...next, groups: changeGroups(next, createRandom(`${seed} first groups ${company.domain}`)) },
    changes: { ...changes, hired: hired.map((person) => person.objectId) },
  };
}

/** The directory later on: some people come back, some are gone for good. */
export function returnToCompany(company: Company, seed: string): ChangedCompany {
  const { company: changed, changes } = applyChanges(company, `${seed} later`, LATER_CHANGES);
  const groups = returnToGroups(changed, createRandom(`${seed} later groups ${company.domain}`));
  return { company: { ...changed, groups }, changes };
}
