import { generateCompany } from '../../simulator/company/generate.ts';
import { changeCompany, returnToCompany } from '../../simulator/company/changes.ts';
import { OPTIONAL_ATTRIBUTES, isSoftDeleted, type Company, type Person } from '../../simulator/company/person.ts';
import { REGIONS } from '../../simulator/company/regions.ts';

const options = { users: 200, seed: '1', domain: 'contoso.example' };
const company = generateCompany(options);
const count = (people: readonly Person[], test: (person: Person) => boolean): number => people.filter(test).length;
const names = (people: readonly Person[]): string[] => people.map((each) => each.userPrincipalName.toLowerCase());

function byId(from: Company): Map<string, Person> {
  return new Map(from.people.map((person) => [person.objectId, person]));
}

describe('a generated company', () => {
  test('is the same for the same seed and another one for another seed or domain', () => {
    expect(generateCompany(options)).toEqual(company);
    expect(generateCompany({ ...options, seed: '2' })).not.toEqual(company);
    const other = generateCompany({ ...options, domain: 'fabrikam.example' });
    expect(other.people.some((person) => byId(company).has(person.objectId))).toBe(false);
  });

  test.each([...new Set(REGIONS.map((region) => region.script))])('has names in %s script', (script) => {
    const pattern = new RegExp(`\\p{Script=${script}}`, 'u');
    expect(count(company.people, (person) => pattern.test(person.displayName))).toBeGreaterThan(3);
  });

  test('has guests, disabled and unassigned people, and nobody without the mandatory attributes', () => {
    expect(count(company.people, (person) => person.userPrincipalName.includes('_partner.com#EXT#@'))).toBe(18);
    expect(count(company.people, (person) => !person.accountEnabled)).toBe(11);
    expect(count(company.people, (person) => !person.assigned)).toBe(6);
    expect(count(company.people, (person) => person.displayName === '' || person.mailNickname === '')).toBe(0);
  });

  test.each(OPTIONAL_ATTRIBUTES)('leaves %s empty for some people, never an empty string', (attribute) => {
    expect(count(company.people, (person) => person[attribute] === undefined)).toBeGreaterThan(10);
    expect(count(company.people, (person) => person[attribute] === '')).toBe(0);
  });

  test('has one tree of managers, some of them later in the list than their reports', () => {
    const people = byId(company);
    const roots = company.people.filter((person) => person.manager === undefined);
    expect(roots).toHaveLength(1);
    for (const person of company.people) {
      let top: Person | undefined = person;
      for (let steps = 0; top?.manager !== undefined && steps < 10; steps += 1) top = people.get(top.manager);
      expect(top).toBe(roots[0]);
    }
    const order = company.people.map((person) => person.objectId);
    const later = count(
      company.people,
      (person) => order.indexOf(person.manager ?? '') > order.indexOf(person.objectId),
    );
    expect(later).toBeGreaterThan(50);
  });

  test('uses every account name once, whatever its case', () => {
    expect(new Set(names(company.people)).size).toBe(200);
    expect(company.people.every((person) => /^[\w.#@-]+$/i.test(person.userPrincipalName))).toBe(true);
  });
});

describe('the company of the next day', () => {
  const { company: changed, changes } = changeCompany(company, '1');
  const before = byId(company);
  const after = byId(changed);
  const pairs = (kind: string): [Person, Person][] =>
    (changes[kind] ?? []).map((id) => [before.get(id) as Person, after.get(id) as Person]);

  test('is the same for the same seed, and leaves the company before untouched', () => {
    expect(changeCompany(generateCompany(options), '1').company).toEqual(changed);
    expect(company).toEqual(generateCompany(options));
  });

  test('renames people including their account name', () => {
    expect(pairs('renamed')).toHaveLength(10);
    for (const [old, now] of pairs('renamed')) {
      expect(now.userPrincipalName).not.toBe(old.userPrincipalName);
      expect(now.displayName).not.toBe(old.displayName);
    }
  });

  test('writes some account names in another case only', () => {
    for (const [old, now] of pairs('name in other case')) {
      expect(now.userPrincipalName).not.toBe(old.userPrincipalName);
      expect(now.userPrincipalName.toLowerCase()).toBe(old.userPrincipalName.toLowerCase());
    }
    expect(pairs('name in other case').length).toBeGreaterThan(0);
  });

  test('clears values by leaving them out, and fills values that were empty', () => {
    const empty = (person: Person): number => OPTIONAL_ATTRIBUTES.filter((each) => person[each] === undefined).length;
    const sum = (kind: string): number => pairs(kind).reduce((total, [old, now]) => total + empty(now) - empty(old), 0);
    expect(sum('values cleared')).toBeGreaterThan(10);
    expect(sum('gaps filled')).toBeLessThan(0);
  });

  test('disables, unassigns, deletes and hires, two of the new people under a name that became free', () => {
    for (const kind of ['disabled', 'unassigned', 'deleted']) {
      expect(pairs(kind).length).toBeGreaterThan(0);
      expect(pairs(kind).every(([old, now]) => !isSoftDeleted(old) && isSoftDeleted(now))).toBe(true);
    }
    expect(changes['deleted for good']?.some((id) => after.has(id))).toBe(false);
    const formerNames = new Set(names(company.people));
    const hired = (changes['hired'] ?? []).map((id) => after.get(id) as Person);
    expect(hired).toHaveLength(8);
    expect(count(hired, (person) => formerNames.has(person.userPrincipalName.toLowerCase()))).toBe(2);
    expect(new Set(names(changed.people)).size).toBe(changed.people.length);
  });

  test('never leaves a manager who is gone', () => {
    const later = returnToCompany(changed, '1').company;
    for (const each of [changed, later]) {
      const present = byId(each);
      expect(each.people.filter((person) => person.manager !== undefined && !present.has(person.manager))).toEqual([]);
    }
  });

  test('is followed by a day on which people return or go for good', () => {
    const later = returnToCompany(changed, '1');
    expect(Object.values(later.changes).every((ids) => ids.length > 0)).toBe(true);
    const now = byId(later.company);
    for (const id of later.changes['enabled'] ?? []) expect(now.get(id)?.accountEnabled).toBe(true);
    for (const id of later.changes['gone from the bin'] ?? []) expect(now.has(id)).toBe(false);
  });
});
