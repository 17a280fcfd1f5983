import { fold } from '../scim/fold.ts';
import type { StoredResource } from '../life/stored-resource.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import { arrivedPaths } from './arrived.ts';
import { textOf } from './directory-user.ts';
import type { Field } from '../tenant/fields.ts';
import { isPhone } from '../tenant/fields/phone.ts';
import { mappingRows, type MappingReport } from './mapping.ts';

/** A user that a report names. */
export interface Example {
  readonly id: string;
  readonly userName: string | null;
  readonly value?: string;
}

export interface QualityReport {
  readonly users: number;
  /** Of each field, how many users lack it, and some of them. */
  readonly missing: readonly {
    readonly field: string;
    readonly users: number;
    readonly examples: readonly Example[];
  }[];
  /** Fields that nobody has. */
  readonly unfilled: readonly string[];
  readonly notPhones: readonly {
    readonly field: string;
    readonly users: number;
    readonly examples: readonly Example[];
  }[];
  readonly duplicateEmails: {
    readonly addresses: number;
    readonly examples: readonly { readonly email: string; readonly users: readonly Example[] }[];
  };
  /** Attributes that arrive and feed no field. */
  readonly unused: readonly { readonly path: string; readonly users: number }[];
}

const EXAMPLES = 5;
/** What arrives for provisioning itself. */
const EXPECTED = new Set(['userName', 'externalId', 'active']);

interface Findings {
  users: number;
  readonly examples: Example[];
}

/**
 * Looks at users one after the other, and reports on all of them. Keeps every e-mail address in
 * memory, and a few examples.
 */
export function createInspection(type: ResourceType, fields: readonly Field[]) {
  let users = 0;
  const arrived = new Map<string, number>();
  const missing = new Map<string, Findings>(fields.map(({ name }) => [name, { users: 0, examples: [] }]));
  const notPhones = new Map<string, Findings>();
  const byEmail = new Map<string, Example[]>();

  const see = (stored: StoredResource): void => {
    users += 1;
    const example = { id: stored.id, userName: textOf(stored.attributes['userName']) };
    for (const path of arrivedPaths(type, stored.attributes)) arrived.set(path, (arrived.get(path) ?? 0) + 1);
    for (const { name, phone, read } of fields) {
      // As it came: a default text is no value, and a number is looked at before it is formatted.
      const { raw: value } = read(stored.attributes);
      if (value === null) note(missing, name, example);
      else if (phone && !isPhone(value, phone.country)) note(notPhones, name, { ...example, value });
      else if (name === 'email') byEmail.set(fold(value), [...(byEmail.get(fold(value)) ?? []), example]);
    }
  };

  const quality = (): QualityReport => {
    const used = new Set([...EXPECTED, ...fields.flatMap(({ paths }) => paths)].map(fold));
    const duplicates = [...byEmail].filter(([, owners]) => owners.length > 1);
    const lacking = [...missing].map(([field, found]) => ({ field, ...found }));
    return {
      users,
      missing: lacking.filter((found) => found.users > 0 && found.users < users),
      unfilled: lacking.filter((found) => users > 0 && found.users === users).map(({ field }) => field),
      notPhones: [...notPhones].map(([field, found]) => ({ field, ...found })),
      duplicateEmails: {
        addresses: duplicates.length,
        examples: duplicates.slice(0, EXAMPLES).map(([email, owners]) => ({ email, users: owners.slice(0, EXAMPLES) })),
      },
      unused: [...arrived]
        .filter(([path]) => !used.has(fold(path)))
        .map(([path, count]) => ({ path, users: count }))
        .toSorted((a, b) => b.users - a.users),
    };
  };

  /** `leftOut`: requests by the attribute that they sent in vain. */
  const mapping = (leftOut: ReadonlyMap<string, number>): MappingReport => {
    const folded = new Map([...arrived].map(([path, count]) => [fold(path), count]));
    return {
      users,
      rows: mappingRows(fields, (path) => folded.get(fold(path)) ?? 0),
      notStored: [...leftOut].map(([attribute, requests]) => ({ attribute, requests })),
    };
  };

  return { see, quality, mapping };
}

function note(all: Map<string, Findings>, name: string, example: Example): void {
  const found = all.get(name) ?? { users: 0, examples: [] };
  found.users += 1;
  if (found.examples.length < EXAMPLES) found.examples.push(example);
  all.set(name, found);
}
