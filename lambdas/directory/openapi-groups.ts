import type { Attribute } from '../scim/schemas/attribute.ts';
import type { GroupField } from './directory-group.ts';
import { MAX_IDS } from './parameters.ts';
import {
  integer,
  listOf,
  object,
  orNull,
  query,
  ref,
  text,
  textOrNull,
  time,
  yesOrNo,
  type Schema,
} from './schema-parts.ts';

/** How the type of an attribute (RFC 7643 §2.3) stands in JSON, where it is no string. */
const JSON_TYPES: Readonly<Partial<Record<Attribute['type'], string>>> = {
  boolean: 'boolean',
  integer: 'integer',
  decimal: 'number',
  complex: 'object',
};

const fieldSchema = ({ extension, attribute: { name, type, multiValued } }: GroupField): Schema => ({
  type: [multiValued ? 'array' : (JSON_TYPES[type] ?? 'string'), 'null'],
  description: `from ${extension}:${name}`,
});

/** What every group has; `fields` are those that the tenant's extensions add. */
const groupProperties = (fields: readonly GroupField[]): Readonly<Record<string, Schema>> => ({
  id: text,
  name: textOrNull,
  externalId: textOrNull,
  fields: object(Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)]))),
  created: time,
  lastModified: time,
});

export const NEXT: Schema = {
  type: 'string',
  description: 'send it as the parameter "cursor" to read the page behind this one; not there on the last page',
};

/** What answers about groups are made of, by name. */
export const groupSchemas = (fields: readonly GroupField[]): Readonly<Record<string, Schema>> => ({
  Group: object(groupProperties(fields), {
    memberCount: {
      type: ['integer', 'null'],
      description: 'how many users and groups are in it directly, where that was asked for; null beyond 50,000',
    },
  }),
  GroupOfUser: object({
    ...groupProperties(fields),
    direct: { ...yesOrNo, description: 'false where the user is in it only through other groups' },
  }),
  Member: object(
    { id: text, type: { enum: ['User', 'Group'] } },
    { user: { ...orNull(ref('User')), description: 'the user as it is now, where expand=user asks for it' } },
  ),
  GroupsPage: object(
    { groups: listOf(ref('Group')) },
    { next: NEXT, total: { ...integer, description: 'how many groups there are; on the first page of all of them' } },
  ),
  UserGroupsPage: object({ groups: listOf(ref('GroupOfUser')) }, { next: NEXT }),
  MembersPage: object({ members: listOf(ref('Member')) }, { next: NEXT }),
});

const NO: Schema = { type: 'boolean', default: false };
const nested = (what: string): Schema => query('nested', NO, what);

/** Which groups a list has. */
export const WHICH_GROUPS: readonly Schema[] = [
  query('id', text, `only those with one of these ids: up to ${MAX_IDS}, with commas between`),
  query('name', text, 'only the one of this name; capitals make no difference'),
  query('externalId', text, 'only those with exactly this externalId'),
];

/** The routes about groups, with the parameters that others have, too. */
export function groupOperations({ limit, cursor, id }: Readonly<Record<'limit' | 'cursor' | 'id', Schema>>) {
  return {
    '/users/{id}/groups': {
      summary: 'The groups that one user is in, in the order of their ids',
      parameters: [id, limit, cursor, nested('tell also the groups that the user is in through others')],
      json: 'UserGroupsPage',
    },
    '/groups': {
      summary: 'The groups in the order of their ids, page by page',
      parameters: [limit, cursor, ...WHICH_GROUPS],
      json: 'GroupsPage',
      csv: true,
    },
    '/groups/{id}': {
      summary: 'One group',
      parameters: [id, query('memberCount', NO, 'count its members, which reads all of them')],
      json: 'Group',
    },
    '/groups/{id}/members': {
      summary: 'Who is in one group: users and groups in the order of their ids, page by page',
      parameters: [
        id,
        limit,
        cursor,
        nested('tell the users who are in it directly or through other groups, each once, in no order to rely on'),
        query('expand', { enum: ['user'] }, 'tell each user as it is now'),
      ],
      json: 'MembersPage',
    },
  } as const;
}
