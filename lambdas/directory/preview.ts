import type { Retention } from '../life/lifecycle.ts';
import type { Attributes } from '../scim/resource/resource.ts';
import type { Field, FieldReading } from '../tenant/fields.ts';
import { formatPhone } from '../tenant/fields/phone.ts';
import type { TenantSettings } from '../tenant/settings/settings.ts';
import { toDirectoryUser, type DirectoryUser } from './directory-user.ts';
import { findPerson } from './find-person.ts';
import { entraSourceOf } from './mapping.ts';
import { DirectoryProblem } from './problem.ts';

/** A field of one person: what it shows, and how it came about. */
export interface PreviewField {
  readonly field: string;
  readonly value: string | null;
  /** As it was sent, before it was formatted; null where nothing was. */
  readonly raw: string | null;
  /** What it is made of: the SCIM paths, and the Entra attributes that are mapped onto them. */
  readonly from: readonly { readonly path: string; readonly source: string | null }[];
  /** Why it is empty, or not what one may have expected. */
  readonly why: string | null;
}

export interface UserPreview extends Pick<DirectoryUser, 'id' | 'userName' | 'state'> {
  readonly fields: readonly PreviewField[];
}

/** What of a tenant file says what fields there are, so that one can be tried before it is deployed. */
export type TriedFile = Pick<
  TenantSettings,
  'profile' | 'fields' | 'country' | 'matchingAttributes' | 'extensions' | 'resourceTypes'
>;

/**
 * What the directory tells of one person, by id, userName, e-mail address or externalId, field by
 * field. Throws `not-found`.
 */
export async function previewUser(
  context: Parameters<typeof findPerson>[0] & { readonly fields: readonly Field[]; readonly retention: Retention },
  text: string,
): Promise<UserPreview> {
  const stored = await findPerson(context, text);
  const user = toDirectoryUser(context.fields, context.retention, stored);
  if (!user) throw new DirectoryProblem('not-found', `whoever had the id ${stored.id} was erased`);
  const { id, userName, state } = user;
  return { id, userName, state, fields: previewFields(context.fields, stored.attributes) };
}

/** The fields of a person with these attributes. */
export const previewFields = (fields: readonly Field[], attributes: Attributes): PreviewField[] =>
  fields.map((field) => {
    const { value, raw, from, ...reading } = field.read(attributes);
    return {
      field: field.name,
      value,
      raw,
      from: from.map((path) => ({ path, source: entraSourceOf(field, path) })),
      why: whyOf(field, { value, raw, from, ...reading }),
    };
  });

function whyOf({ phone }: Field, { value, raw, without }: FieldReading): string | null {
  const lacking = without.length > 0 ? `Entra sends no value for ${without.join(', ')}` : undefined;
  if (value === null) return lacking ?? 'what Entra sends is no value for this field';
  if (raw === null) return `the default text: ${lacking ?? 'Entra sends no value'}`;
  if (phone?.format === undefined || formatPhone(raw, phone.format, phone.country) !== undefined)
    return lacking ?? null;
  const kind = phone.country === undefined ? 'with its country' : `of ${phone.country}, or with another country`;
  return [lacking, `no phone number ${kind}: it stays as it is`].filter((each) => each !== undefined).join('; ');
}
