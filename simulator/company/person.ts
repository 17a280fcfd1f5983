import type { AssignmentGroup } from './assignment-group.ts';

/** A user object as Entra holds it; an attribute without a value is missing. */
export interface Person {
  objectId: string;
  userPrincipalName: string;
  userType: 'Member' | 'Guest';
  accountEnabled: boolean;
  /** Assigned to the enterprise application (or in the scoping filter). */
  assigned: boolean;
  /** In Entra's recycle bin: deleted, but restorable for 30 days. */
  inRecycleBin: boolean;
  mailNickname: string;
  displayName: string;
  givenName?: string;
  surname?: string;
  jobTitle?: string;
  mail?: string;
  preferredLanguage?: string;
  physicalDeliveryOfficeName?: string;
  streetAddress?: string;
  city?: string;
  state?: string;
  postalCode?: string;
  country?: string;
  telephoneNumber?: string;
  mobile?: string;
  facsimileTelephoneNumber?: string;
  employeeId?: string;
  department?: string;
  /** Nothing is mapped onto it, and nobody has one, unless an administrator takes it for something. */
  extensionAttribute1?: string;
  /** objectId of the manager. */
  manager?: string;
}

/** Every state of the company's directory is a new value; nothing is changed in place. */
export interface Company {
  domain: string;
  people: readonly Person[];
  groups: readonly AssignmentGroup[];
}

/** The attributes that an administrator may leave empty. */
export const OPTIONAL_ATTRIBUTES = [
  'givenName',
  'surname',
  'jobTitle',
  'mail',
  'preferredLanguage',
  'physicalDeliveryOfficeName',
  'streetAddress',
  'city',
  'state',
  'postalCode',
  'country',
  'telephoneNumber',
  'mobile',
  'facsimileTelephoneNumber',
  'employeeId',
  'department',
] as const satisfies readonly (keyof Person)[];

/** Entra's computed [IsSoftDeleted]: unassigned, in the recycle bin, or not allowed to sign in. */
export function isSoftDeleted(person: Person): boolean {
  return !person.accountEnabled || !person.assigned || person.inRecycleBin;
}
