import type { Field } from '../tenant/fields.ts';

/**
 * One line of the attribute mapping in the Entra portal, and whether it has ever brought anything.
 */
export interface MappingRow {
  /**
   * What it is for: a field of the directory, or what provisioning itself needs; several with `, `
   * between.
   */
  readonly field: string;
  /** As the portal calls it: Direct or Expression. */
  readonly mappingType: 'Direct' | 'Expression';
  /** The Entra attribute; null where only the customer knows it. */
  readonly source: string | null;
  readonly target: string;
  /** Users that have a value there. */
  readonly arrived: number;
}

export interface MappingReport {
  readonly users: number;
  readonly rows: readonly MappingRow[];
  /** What arrives and is not stored, the most frequent first: no attribute of that name is here. */
  readonly notStored: readonly { readonly attribute: string; readonly requests: number }[];
}

const SEPARATOR = ', ';

/** What provisioning cannot do without; the identity first, before anybody is created. */
const NEEDED: readonly Omit<MappingRow, 'arrived'>[] = [
  { field: '(identity)', mappingType: 'Direct', source: 'objectId', target: 'externalId' },
  { field: '(matching)', mappingType: 'Direct', source: 'userPrincipalName', target: 'userName' },
  {
    field: '(state)',
    mappingType: 'Expression',
    source: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
    target: 'active',
  },
];

const ADDRESS = 'addresses[type eq "work"]';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** What Entra ID maps onto these by default, and where it keeps what the standard fields are made of. */
const SOURCES: Readonly<Record<string, string>> = {
  userName: 'userPrincipalName',
  'emails[type eq "work"].value': 'mail',
  displayName: 'displayName',
  'name.givenName': 'givenName',
  'name.familyName': 'surname',
  title: 'jobTitle',
  preferredLanguage: 'preferredLanguage',
  [`${ADDRESS}.formatted`]: 'physicalDeliveryOfficeName',
  [`${ADDRESS}.streetAddress`]: 'streetAddress',
  [`${ADDRESS}.postalCode`]: 'postalCode',
  [`${ADDRESS}.locality`]: 'city',
  [`${ADDRESS}.region`]: 'state',
  [`${ADDRESS}.country`]: 'country',
  'phoneNumbers[type eq "work"].value': 'telephoneNumber',
  'phoneNumbers[type eq "mobile"].value': 'mobile',
  'phoneNumbers[type eq "fax"].value': 'facsimileTelephoneNumber',
  [`${ENTERPRISE}:department`]: 'department',
  [`${ENTERPRISE}:employeeNumber`]: 'employeeId',
};

/** The Entra attribute that is mapped onto a path of a field; null where only the customer knows it. */
export const entraSourceOf = ({ mapped }: Pick<Field, 'mapped'>, path: string): string | null =>
  mapped.find((each) => each.path === path)?.source ?? SOURCES[path] ?? null;

/**
 * What the customer's admin has to map: what provisioning needs, then what every field is made of. A
 * target that several need is one line, which names them all. `arrived` counts users by path.
 */
export function mappingRows(fields: readonly Field[], arrived: (path: string) => number): readonly MappingRow[] {
  const rows = new Map<string, MappingRow>();
  const add = (row: Omit<MappingRow, 'arrived'>): void => {
    const known = rows.get(row.target);
    const names = known?.field.split(SEPARATOR) ?? [];
    const field = [...new Set([...names, row.field])].join(SEPARATOR);
    const source = known?.source ?? row.source;
    rows.set(row.target, { ...row, ...known, source, field, arrived: arrived(row.target) });
  };
  for (const row of NEEDED) add(row);
  for (const field of fields)
    for (const { path } of field.mapped)
      add({ field: field.name, mappingType: 'Direct', source: entraSourceOf(field, path), target: path });
  return [...rows.values()];
}
