import { invalidValue, show } from '../errors.ts';
import { isList, isObject, listOf, type Json, type JsonObject } from '../json.ts';
import { attributeValue, checkNull } from '../resource/value.ts';
import { memberIdOf } from '../query/operand.ts';
import { bareReferences } from '../quirks/entra/bare-references.ts';
import type { Rules } from '../rules.ts';
import type { Attribute } from '../schemas/attribute.ts';
import { findAttribute } from '../schemas/resource-type.ts';

/**
 * What a request says about members, without knowing them: `undefined` stands for an id that is to
 * go.
 */
export interface MemberEdits {
  /** Whether the edits start from the members there are, or from none. */
  readonly from: 'stored' | 'none';
  readonly changes: ReadonlyMap<string, JsonObject | undefined>;
}

/** The ids that edits add, whether they are members already or not. */
export const addedIds = ({ changes }: MemberEdits): string[] =>
  [...changes].flatMap(([id, sent]) => (sent === undefined ? [] : [id]));

/** The attribute whose values are members; undefined for a type without members. */
export const membersAttribute = ({ type }: Rules): Attribute | undefined =>
  type.members === undefined ? undefined : findAttribute(type.schema.attributes, type.members);

/** Longer than any id a client could know from here. */
const MAX_ID_LENGTH = 256;

/**
 * The members that were sent, by their ids, each as it was sent. Throws 400 `invalidValue` naming
 * `path`.
 */
export const sentMembers = (attribute: Attribute, value: Json, path: string, rules: Rules): Map<string, JsonObject> =>
  membersIn(attribute, value, path, rules, false);

/** The same for members that are to go: "", {} and {"value": ""} name none (quirk bare-references). */
export const sentToRemove = (attribute: Attribute, value: Json, path: string, rules: Rules): Map<string, JsonObject> =>
  membersIn(attribute, value, path, rules, rules.profile.has(bareReferences));

function membersIn(
  attribute: Attribute,
  value: Json,
  path: string,
  rules: Rules,
  mayNameNone: boolean,
): Map<string, JsonObject> {
  const single = { ...attribute, multiValued: false };
  return new Map(
    listOf(value).flatMap((element, index): [string, JsonObject][] => {
      const where = `${path}[${index}]`;
      if (element === null) {
        checkNull(where, rules);
        return [];
      }
      if (isList(element)) throw invalidValue(`"${where}" is a list; a member must be {"value": "<id>"}`);
      const member = attributeValue(single, element, where, rules);
      if (member === undefined && mayNameNone) return [];
      const id = isObject(member) ? member['value'] : undefined;
      if (!isObject(member) || typeof id !== 'string' || id === '' || id.length > MAX_ID_LENGTH)
        throw invalidValue(
          `"${where}" is ${show(element)}; a member must be {"value": "<id>"} with the id of a User or Group`,
        );
      return [[memberIdOf(id, rules.profile), member]];
    }),
  );
}
