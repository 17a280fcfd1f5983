import type { AssignmentGroup } from '../../simulator/company/assignment-group.ts';
import type { Person } from '../../simulator/company/person.ts';
import { buildCreate, buildPatch, DIALECTS } from '../../simulator/dialect/dialect.ts';
import { buildGroupCreate, buildMemberPatches } from '../../simulator/dialect/group-requests.ts';
import { customizeMappings } from '../../simulator/dialect/mapping.ts';
import { filterBy, textAt, type Answer } from './ask.ts';

/** Somebody whom Entra provisions, with a group of its own; ids are empty until there are some. */
export interface Subject {
  readonly userName: string;
  readonly externalId: string;
  readonly groupName: string;
  readonly groupExternalId: string;
  user: string;
  group: string;
}

/** A request of Entra's. */
export interface Step {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: (subject: Subject) => string;
  readonly body?: (subject: Subject) => object | undefined;
  /** What is kept of the answer. */
  readonly keep?: (subject: Subject, answer: Answer) => void;
}

/** The dialect of `aadOptscim062020`, which every contender reads; Polis puts the flag into its Tenant URL. */
const DIALECT = DIALECTS.flagged;
/** As docs/entra.md advises: the externalId names the person for good. */
const MAPPINGS = customizeMappings([{ source: 'objectId', target: 'externalId' }]);

const personOf = ({ userName, externalId }: Subject): Person => ({
  objectId: externalId,
  userPrincipalName: userName,
  userType: 'Member',
  accountEnabled: true,
  assigned: true,
  inRecycleBin: false,
  mailNickname: 'ada.lovelace',
  displayName: 'Ada Lovelace',
  givenName: 'Ada',
  surname: 'Lovelace',
  jobTitle: 'Countess',
  mail: userName,
  preferredLanguage: 'en-GB',
  physicalDeliveryOfficeName: 'Building 7',
  streetAddress: '12 St James Square',
  city: 'London',
  postalCode: 'SW1Y 4JH',
  country: 'United Kingdom',
  telephoneNumber: '+44 20 5550 0100',
  mobile: '+44 77 5550 0101',
  employeeId: '001815',
  department: 'Mathematics',
});

const groupOf = ({ groupName, groupExternalId }: Subject): AssignmentGroup => ({
  objectId: groupExternalId,
  mailNickname: 'group',
  displayName: groupName,
  assigned: true,
  members: [],
});

const patch = (target: string, value: string | boolean, found?: string | boolean) => ({ target, value, found });
const members = (change: 'add' | 'remove', { user }: Subject) => buildMemberPatches(change, [user], DIALECT, 0)[0];

/** What Entra sends about one person, from the first cycle to the last, in its order. */
export const STEPS: readonly Step[] = [
  { name: 'match user', method: 'GET', path: ({ userName }) => `/Users?${filterBy(`userName eq "${userName}"`)}` },
  {
    name: 'create user',
    method: 'POST',
    path: () => '/Users',
    body: (subject) => buildCreate(MAPPINGS, personOf(subject)),
    keep: (subject, { body }) => void (subject.user = textAt(body, 'id')),
  },
  { name: 'get user', method: 'GET', path: ({ user }) => `/Users/${user}` },
  {
    name: 'patch user',
    method: 'PATCH',
    path: ({ user }) => `/Users/${user}`,
    body: () =>
      buildPatch(
        [
          patch('title', 'Countess of Lovelace', 'Countess'),
          patch('name.familyName', 'King', 'Lovelace'),
          patch('phoneNumbers[type eq "mobile"].value', '+44 77 5550 0199', '+44 77 5550 0101'),
        ],
        DIALECT,
      ),
  },
  {
    name: 'match group',
    method: 'GET',
    path: ({ groupName }) => `/Groups?excludedAttributes=members&${filterBy(`displayName eq "${groupName}"`)}`,
  },
  {
    name: 'create group',
    method: 'POST',
    path: () => '/Groups',
    body: (subject) => buildGroupCreate(groupOf(subject), DIALECT),
    keep: (subject, { body }) => void (subject.group = textAt(body, 'id')),
  },
  {
    name: 'add member',
    method: 'PATCH',
    path: ({ group }) => `/Groups/${group}`,
    body: (subject) => members('add', subject),
  },
  {
    name: 'remove member',
    method: 'PATCH',
    path: ({ group }) => `/Groups/${group}`,
    body: (subject) => members('remove', subject),
  },
  {
    name: 'disable user',
    method: 'PATCH',
    path: ({ user }) => `/Users/${user}`,
    body: () => buildPatch([patch('active', false, true)], DIALECT),
  },
  { name: 'delete user', method: 'DELETE', path: ({ user }) => `/Users/${user}` },
  { name: 'delete group', method: 'DELETE', path: ({ group }) => `/Groups/${group}` },
];
