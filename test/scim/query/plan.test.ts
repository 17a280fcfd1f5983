import { bindFilter } from '../../../lambdas/scim/query/bind.ts';
import { parseFilter } from '../../../lambdas/scim/query/parse.ts';
import { planFilter, type AccessPath } from '../../../lambdas/scim/query/plan.ts';
import { relationOf } from '../../../lambdas/scim/query/relation.ts';
import type { Rules } from '../../../lambdas/scim/rules.ts';
import { BADGE } from '../../support/tenant-schemas.ts';
import { ENTERPRISE, entraBadged, entraGroup, entraPrinter, entraUser, strictUser, USER } from '../rules.ts';

const LISTING: AccessPath = { kind: 'listing' };
const claim = (attribute: string, value: string): AccessPath => ({ kind: 'claim', claim: { attribute, value } });
/** Beside the claim on the userName of the same text. */
const address = (value: string): AccessPath => ({
  kind: 'lookup',
  lookup: { attribute: 'emails.value', value, beside: 'userName' },
});
const lookup = (attribute: string, value: string): AccessPath => ({ kind: 'lookup', lookup: { attribute, value } });
const id = (value: string): AccessPath => ({ kind: 'id', id: value });

const plan = (text: string, rules: Rules): AccessPath =>
  planFilter(bindFilter(parseFilter(text, { unquotedValues: rules === entraUser }), rules), rules.type);

describe('plan of a filter', () => {
  test('without a filter the listing is read', () => {
    expect(planFilter(undefined, entraUser.type)).toEqual(LISTING);
  });

  test.each<[string, AccessPath]>([
    ['id eq "Ab"', id('Ab')],
    [`${USER}:ID eq "Ab"`, id('Ab')],
    ['id eq ""', id('')],
    ['userName eq "Ada"', claim('userName', 'ada')],
    ['USERNAME EQ "Straße"', claim('userName', 'straße')],
    ['userName eq " A\u200bda "', claim('userName', 'ada')],
    ['userName eq " \u200b"', LISTING],
    ['externalId eq " "', lookup('externalId', ' ')],
    ['externalId eq "Ada"', lookup('externalId', 'Ada')],
    ['externalId eq 7', lookup('externalId', '7')],
    ['emails eq "Ada"', address('ada')],
    ['emails.value eq "Ada"', address('ada')],
    ['emails[value eq "Ada"]', address('ada')],
    ['emails[type eq "work" and value eq "Ada"]', address('ada')],
    ['emails[type eq "work"].value eq "Ada"', address('ada')],
    // The cheapest of what every match must meet.
    ['externalId eq "a" and userName eq "b"', claim('userName', 'b')],
    ['userName eq "b" and externalId eq "a"', claim('userName', 'b')],
    ['externalId eq "a" and (title pr and id eq "i")', id('i')],
    ['emails eq "a" and title pr', address('a')],
    // What need not be met by every match says nothing, and empty values are in no index.
    ['externalId eq ""', LISTING],
    ['externalId eq null', LISTING],
    ['userName eq "a" or title pr', LISTING],
    ['not (userName eq "a")', LISTING],
    ['userName pr', LISTING],
    ['userName ne "a"', LISTING],
    ['userName sw "a"', LISTING],
    ['title eq "a"', LISTING],
    ['emails.type eq "work"', LISTING],
    ['emails[type eq "work"]', LISTING],
    [`${ENTERPRISE}:employeeNumber eq "1"`, LISTING],
    ['meta.resourceType eq "User"', LISTING],
  ])('%s', (text, expected) => {
    expect(plan(text, entraUser)).toEqual(expected);
  });

  test.each<[string, Rules, AccessPath]>([
    [`${BADGE}:number eq "A1"`, entraBadged, claim(`${BADGE}:number`, 'a1')],
    ['number eq "A1"', entraBadged, claim(`${BADGE}:number`, 'a1')],
    [`${BADGE}:home eq "A1"`, entraBadged, claim(`${BADGE}:home`, 'A1')],
    [`${BADGE}:number eq ""`, entraBadged, LISTING],
    ['displayName eq "A"', entraBadged, LISTING],
    ['displayName eq "A"', entraPrinter, claim('displayName', 'a')],
    ['room eq "A"', entraPrinter, lookup('room', 'a')],
  ])('%s, where a tenant declares the attributes', (text, rules, expected) => {
    expect(plan(text, rules)).toEqual(expected);
  });

  test.each<[string, Rules]>([
    ['unknown eq "a"', entraUser],
    [`${ENTERPRISE} eq "a"`, entraUser],
    ['manager eq "A"', strictUser],
    ['groups.value eq "g"', entraPrinter],
  ])('%s names nothing and comes to no plan', (text, rules) => {
    expect(() => plan(text, rules)).toThrow('has no attribute');
  });
});

describe('members and groups, which are kept apart', () => {
  const member = (of: string): AccessPath => ({ kind: 'member', member: of });
  const memberOf = (group: string): AccessPath => ({ kind: 'memberOf', group });

  test.each<[string, Rules, AccessPath]>([
    ['members eq "Ab"', entraGroup, member('Ab')],
    ['members.value eq "a"', entraGroup, member('a')],
    ['members[value eq "a"]', entraGroup, member('a')],
    ['members[value eq "a" and type eq "User"]', entraGroup, member('a')],
    ['members eq "a" and externalId eq "x"', entraGroup, member('a')],
    ['members eq "a" and displayName eq "x"', entraGroup, claim('displayName', 'x')],
    ['id eq "g" and members eq "a"', entraGroup, id('g')],
    ['members.type eq "User"', entraGroup, LISTING],
    ['members eq ""', entraGroup, LISTING],
    ['not (members eq "a")', entraGroup, LISTING],
    ['groups.value eq "g"', entraUser, memberOf('g')],
    ['groups eq "g" and externalId eq "x"', entraUser, lookup('externalId', 'x')],
    ['groups.display eq "g"', entraUser, LISTING],
    // What only another type of the query has: nothing can match.
    ['groups.value eq "g"', { ...entraPrinter, among: [entraUser.type] }, { kind: 'none' }],
    ['userName eq "g" and id eq "i"', { ...entraGroup, among: [entraUser.type] }, { kind: 'none' }],
    [`${ENTERPRISE}:department eq "x"`, { ...entraGroup, among: [entraUser.type] }, { kind: 'none' }],
    ['userName eq "g" or id eq "i"', { ...entraGroup, among: [entraUser.type] }, LISTING],
    ['not (userName eq "g")', { ...entraGroup, among: [entraUser.type] }, LISTING],
  ])('%s', (text, rules, expected) => {
    expect(plan(text, rules)).toEqual(expected);
  });

  test.each<[string, Rules, unknown]>([
    ['displayName eq "a"', entraGroup, undefined],
    ['members eq "a"', entraGroup, { equals: 'a', whole: false }],
    ['members.VALUE eq "a"', entraGroup, { equals: 'a', whole: false }],
    ['members[value eq "a"] and displayName pr', entraGroup, { equals: 'a', whole: false }],
    ['members[value eq "a" and type pr]', entraGroup, { equals: 'a', whole: true }],
    ['members eq "a" and members eq "b"', entraGroup, { equals: 'a', whole: true }],
    ['members eq "a" or displayName pr', entraGroup, { equals: undefined, whole: true }],
    ['not (members eq "a")', entraGroup, { equals: undefined, whole: true }],
    ['members.type eq "a"', entraGroup, { equals: undefined, whole: true }],
    ['members eq ""', entraGroup, { equals: undefined, whole: true }],
    ['members pr', entraGroup, { equals: undefined, whole: true }],
    ['groups eq "g"', entraUser, { equals: 'g', whole: false }],
    ['userName eq "g"', entraUser, undefined],
  ])('what %s asks about them', (text, rules, expected) => {
    expect(relationOf(bindFilter(parseFilter(text), rules), rules.type)).toEqual(expected);
  });

  test('no filter asks nothing', () => {
    expect(relationOf(undefined, entraGroup.type)).toBeUndefined();
  });
});
