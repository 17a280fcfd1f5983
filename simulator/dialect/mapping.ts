import { isSoftDeleted, OPTIONAL_ATTRIBUTES, type Person } from '../company/person.ts';

export interface AttributeMapping {
  /** Source attribute or expression in the words of the portal's mapping page. */
  source: string;
  /** Path of the SCIM attribute. */
  target: string;
  /** The value to provision; `undefined` when the source is empty: nothing is sent then. */
  value: (person: Person) => string | boolean | undefined;
  /** Matching precedence, 1 first; absent: not a matching attribute. */
  matching?: number;
  /** The value is another object's id: set after all users exist. */
  reference?: true;
}

export const CORE_USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ENTERPRISE_USER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const MANAGER = `${ENTERPRISE_USER}:manager`;

type TextAttribute = { [Name in keyof Person]-?: Person[Name] extends string | undefined ? Name : never }[keyof Person];

/** What the portal offers as the source of a mapping of type Direct. */
const SOURCES: ReadonlySet<string> = new Set<TextAttribute>([
  ...OPTIONAL_ATTRIBUTES,
  'objectId',
  'userPrincipalName',
  'mailNickname',
  'displayName',
  'manager',
  'extensionAttribute1',
]);

/** Whether the portal offers a source of this name, which an administrator has read somewhere. */
export const isSource = (name: string): name is TextAttribute => SOURCES.has(name);

/** A mapping of type Direct: the attribute's value as it is. */
function direct(source: TextAttribute, target: string): AttributeMapping {
  return { source, target, value: (person) => person[source] };
}

/** Entra takes the `#EXT#` out of a guest's userPrincipalName. */
export function stripExternal(userPrincipalName: string): string {
  return userPrincipalName.replace('#EXT#', '');
}

function joinNames(person: Person): string | undefined {
  const joined = [person.givenName, person.surname].filter((part) => part !== undefined).join(' ');
  return joined === '' ? undefined : joined;
}

/** The 22 mappings of a newly configured custom application. */
export const DEFAULT_MAPPINGS: readonly AttributeMapping[] = [
  {
    source: 'userPrincipalName',
    target: 'userName',
    value: (person) => stripExternal(person.userPrincipalName),
    matching: 1,
  },
  {
    source: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
    target: 'active',
    value: (person) => !isSoftDeleted(person),
  },
  direct('displayName', 'displayName'),
  direct('jobTitle', 'title'),
  direct('mail', 'emails[type eq "work"].value'),
  direct('preferredLanguage', 'preferredLanguage'),
  direct('givenName', 'name.givenName'),
  direct('surname', 'name.familyName'),
  { source: 'Join(" ", [givenName], [surname])', target: 'name.formatted', value: joinNames },
  direct('physicalDeliveryOfficeName', 'addresses[type eq "work"].formatted'),
  direct('streetAddress', 'addresses[type eq "work"].streetAddress'),
  direct('city', 'addresses[type eq "work"].locality'),
  direct('state', 'addresses[type eq "work"].region'),
  direct('postalCode', 'addresses[type eq "work"].postalCode'),
  direct('country', 'addresses[type eq "work"].country'),
  direct('telephoneNumber', 'phoneNumbers[type eq "work"].value'),
  direct('mobile', 'phoneNumbers[type eq "mobile"].value'),
  direct('facsimileTelephoneNumber', 'phoneNumbers[type eq "fax"].value'),
  direct('mailNickname', 'externalId'),
  direct('employeeId', `${ENTERPRISE_USER}:employeeNumber`),
  direct('department', `${ENTERPRISE_USER}:department`),
  { ...direct('manager', MANAGER), reference: true },
];

export interface MappingChange {
  /** Map this source onto the target instead, or onto a target that was not mapped. */
  source?: TextAttribute;
  target: string;
  matching?: number;
}

/**
 * A mapping table with an administrator's changes: another source, a new target, another matching precedence.
 *
 * @example customizeMappings([{ source: 'objectId', target: 'externalId', matching: 2 }])
 */
export function customizeMappings(changes: readonly MappingChange[]): AttributeMapping[] {
  const result = [...DEFAULT_MAPPINGS];
  for (const { source, target, matching } of changes) {
    const index = result.findIndex((mapping) => mapping.target === target);
    const base = source === undefined ? result[index] : direct(source, target);
    if (base === undefined) throw new Error(`no source given for the target "${target}", which is not mapped yet`);
    const mapping = { ...base, ...(matching === undefined ? {} : { matching }) };
    if (index === -1) result.push(mapping);
    else result[index] = mapping;
  }
  return result;
}

/** The matching attributes in the order Entra tries them. */
export function matchingMappings(mappings: readonly AttributeMapping[]): AttributeMapping[] {
  return mappings
    .filter((mapping) => mapping.matching !== undefined)
    .sort((left, right) => (left.matching ?? 0) - (right.matching ?? 0));
}
