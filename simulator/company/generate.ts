import { generateGroups } from './groups.ts';
import { DEPARTMENTS, PHONE_FORMATS, TITLES } from './messy-values.ts';
import { createRandom, type Random } from './random.ts';
import { REGIONS, type Name, type Region } from './regions.ts';
import { OPTIONAL_ATTRIBUTES, type Company, type Person } from './person.ts';

export interface CompanyOptions {
  users: number;
  seed: string;
  domain: string;
}

const EVERY_GUEST = 11;
const EVERY_DISABLED = 17;
const EVERY_UNASSIGNED = 29;
const EVERY_BARE = 23;
const REPORTS_PER_MANAGER = 6;
const EMPTY_SHARE = 0.15;

/** A phone number of a region as a person would type it. */
export function typePhone(random: Random, region: Region): string {
  const digits = (): string => String(random.integer(1000, 9999));
  return random.pick(PHONE_FORMATS).replaceAll(/[PN]/g, (letter) => (letter === 'P' ? region.phone : digits()));
}

/** The display name in the order of the region: family name first or last. */
export function displayNameOf(given: string, surname: string, region: Region): string {
  return region.familyFirst === true ? `${surname} ${given}` : `${given} ${surname}`;
}

/** An account name not in `taken` yet; adds it. Compared without regard to case, as Entra does. */
export function claimAlias(taken: Set<string>, wanted: string): string {
  let alias = wanted;
  for (let suffix = 2; taken.has(alias.toLowerCase()); suffix += 1) alias = `${wanted}${suffix}`;
  taken.add(alias.toLowerCase());
  return alias;
}

function accountNames(alias: string, guest: boolean, domain: string): { userPrincipalName: string; mail: string } {
  if (!guest) return { userPrincipalName: `${alias}@${domain}`, mail: `${alias}@${domain}` };
  return { userPrincipalName: `${alias}_partner.com#EXT#@${domain}`, mail: `${alias}@partner.com` };
}

function withGaps(person: Person, random: Random, bare: boolean): Person {
  const result = { ...person };
  for (const attribute of OPTIONAL_ATTRIBUTES) {
    if (bare || result[attribute] === '' || random.chance(EMPTY_SHARE)) delete result[attribute];
  }
  return result;
}

/** One invented person; `index` decides region, guest, disabled and bare so that every kind occurs in a company of 40. */
export function createPerson(index: number, domain: string, taken: Set<string>, random: Random): Person {
  const region = REGIONS[index % REGIONS.length] as Region;
  const given: Name = random.pick(region.given);
  const surname: Name = random.pick(region.surnames);
  const guest = index % EVERY_GUEST === EVERY_GUEST - 1;
  const alias = claimAlias(taken, random.chance(0.2) ? capitalised(given[1], surname[1]) : `${given[1]}.${surname[1]}`);
  const person: Person = {
    objectId: random.guid(),
    ...accountNames(alias, guest, domain),
    userType: guest ? 'Guest' : 'Member',
    accountEnabled: index % EVERY_DISABLED !== EVERY_DISABLED - 1,
    assigned: index % EVERY_UNASSIGNED !== EVERY_UNASSIGNED - 1,
    inRecycleBin: false,
    mailNickname: guest ? `${alias}_partner.com#EXT#` : alias,
    displayName: displayNameOf(given[0], surname[0], region),
    givenName: given[0],
    surname: surname[0],
    jobTitle: random.pick(TITLES),
    preferredLanguage: region.language,
    physicalDeliveryOfficeName: region.place.office,
    streetAddress: random.chance(0.2) ? `${region.place.street}\r\n2nd entrance` : region.place.street,
    city: region.place.city,
    state: region.place.state,
    postalCode: region.place.postalCode,
    country: region.place.country,
    telephoneNumber: typePhone(random, region),
    mobile: typePhone(random, region),
    facsimileTelephoneNumber: typePhone(random, region),
    employeeId: String(random.integer(1, 999_999)).padStart(6, '0'),
    department: random.pick(DEPARTMENTS),
  };
  return withGaps(person, random, index % EVERY_BARE === EVERY_BARE - 1);
}

function capitalised(given: string, surname: string): string {
  return [given, surname].map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('.');
}

/**
 * A company of `users` people that is the same for the same seed and domain: names in many scripts, gaps, guests,
 * people who are disabled or not assigned, groups, and one tree of managers whose order has nothing to do with the list's.
 */
export function generateCompany(options: CompanyOptions): Company {
  const random = createRandom(`${options.seed} ${options.domain}`);
  const taken = new Set<string>();
  const people = Array.from({ length: options.users }, (_, index) =>
    createPerson(index, options.domain, taken, random),
  );
  const withManagers = people.map((person, index) => {
    const manager = people[Math.floor((index - 1) / REPORTS_PER_MANAGER)];
    return index === 0 || manager === undefined ? person : { ...person, manager: manager.objectId };
  });
  const groups = generateGroups(people, options.domain, createRandom(`${options.seed} groups ${options.domain}`));
  return { domain: options.domain, people: random.shuffle(withManagers), groups };
}
