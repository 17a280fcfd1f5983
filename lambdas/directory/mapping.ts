import type { Field } from '../tenant/fields.ts';

/**
 * One line of the attribute mapping in the Entra portal, and whether it has ever brought anything.
 */
export interface MappingRow {
  /** What it is for: a field of the directory, or what provisioning itself needs. */
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

/** Where Entra ID keeps what the standard fields are made of. */
const SOURCES: Readonly<Record<string, string>> = {
  'emails[type eq "work"].value': 'mail',
  displayName: 'displayName',
  title: 'jobTitle',
  'addresses[type eq "work"].formatted': 'physicalDeliveryOfficeName',
  'phoneNumbers[type eq "work"].value': 'telephoneNumber',
  'phoneNumbers[type eq "mobile"].value': 'mobile',
  'phoneNumbers[type eq "fax"].value': 'facsimileTelephoneNumber',
};

/**
 * What the customer's admin has to map: what provisioning needs, then the first path of every
 * field. `arrived` counts users by path.
 */
export function mappingRows(fields: readonly Field[], arrived: (path: string) => number): readonly MappingRow[] {
  return [
    ...NEEDED.map((row) => ({ ...row, arrived: arrived(row.target) })),
    ...fields.map((field) => {
      const [target = ''] = field.paths;
      const source = field.source ?? SOURCES[target] ?? null;
      return { field: field.name, mappingType: 'Direct' as const, source, target, arrived: arrived(target) };
    }),
  ];
}
