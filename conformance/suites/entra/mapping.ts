import { ENTERPRISE, GROUP, USER } from '../messages.ts';

/** The targets of the default mapping of a custom app in Entra. */
export const USER_TARGETS: readonly string[] = [
  'userName',
  'active',
  'displayName',
  'title',
  'emails[type eq "work"].value',
  'preferredLanguage',
  'name.givenName',
  'name.familyName',
  'name.formatted',
  'addresses[type eq "work"].formatted',
  'addresses[type eq "work"].streetAddress',
  'addresses[type eq "work"].locality',
  'addresses[type eq "work"].region',
  'addresses[type eq "work"].postalCode',
  'addresses[type eq "work"].country',
  'phoneNumbers[type eq "work"].value',
  'phoneNumbers[type eq "mobile"].value',
  'phoneNumbers[type eq "fax"].value',
  'externalId',
  `${ENTERPRISE}:employeeNumber`,
  `${ENTERPRISE}:department`,
  `${ENTERPRISE}:manager`,
];
export const GROUP_TARGETS: readonly string[] = ['displayName', 'externalId', 'members'];

/** A schema as /Schemas publishes it. */
export interface Published {
  readonly id: string;
  readonly attributes?: readonly PublishedAttribute[];
}
interface PublishedAttribute {
  readonly name: string;
  readonly type: string;
  readonly multiValued?: boolean;
  readonly canonicalValues?: readonly string[];
  readonly subAttributes?: readonly PublishedAttribute[];
}

/**
 * The targets that Microsoft's gallery test reads from /Schemas, in small letters: those of Group,
 * or those of User, for which every schema but Group is an extension of User.
 */
export function discovered(schemas: readonly Published[], type: 'User' | 'Group'): ReadonlySet<string> {
  const own = type === 'Group' ? schemas.filter(({ id }) => id === GROUP) : schemas.filter(({ id }) => id !== GROUP);
  const targets = own.flatMap(({ id, attributes = [] }) => {
    const prefix = id === USER || id === GROUP ? '' : `${id}:`;
    return attributes.flatMap(flatten).map((target) => `${prefix}${target}`.toLowerCase());
  });
  return new Set(targets);
}

function flatten(attribute: PublishedAttribute): string[] {
  const { name, type, multiValued = false, subAttributes = [] } = attribute;
  if (name === 'manager' || name === 'members') return [name];
  if (type === 'reference') return [];
  if (type !== 'complex') return [name];
  if (!multiValued)
    return subAttributes
      .filter((sub) => !['complex', 'reference'].includes(sub.type))
      .map((sub) => `${name}.${sub.name}`);
  const types = subAttributes.find((sub) => sub.name === 'type')?.canonicalValues ?? [];
  const selectors = types.length > 0 ? types.map((one) => `type eq "${one}"`) : ['primary eq "True"'];
  const subs = subAttributes.filter((sub) => types.length === 0 || (sub.name !== 'type' && sub.name !== 'primary'));
  return selectors.flatMap((selector) => subs.map((sub) => `${name}[${selector}].${sub.name}`));
}
