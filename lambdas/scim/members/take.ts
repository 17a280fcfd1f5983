import { withKey } from '../json.ts';
import { applyPatch } from '../patch/apply.ts';
import type { PatchOperation } from '../patch/message.ts';
import type { Attributes } from '../resource/resource.ts';
import type { Rules } from '../rules.ts';
import { membersAttribute, sentMembers, type MemberEdits } from './edits.ts';
import { withMembers, type Locate, type Member } from './member.ts';

/**
 * A whole resource taken apart: its members, which are all that it is to have, and everything else.
 */
export interface Taken {
  readonly rest: Attributes;
  /** Undefined for a type without members. */
  readonly edits: MemberEdits | undefined;
}

/** Takes the members out of a whole resource (RFC 7644 §3.3, §3.5.1). Throws 400 `invalidValue`. */
export function takeMembers(attributes: Attributes, rules: Rules): Taken {
  const attribute = membersAttribute(rules);
  if (!attribute) return { rest: attributes, edits: undefined };
  const changes = sentMembers(attribute, attributes[attribute.name] ?? null, attribute.name, rules);
  return { rest: withKey(attributes, attribute.name, undefined), edits: { from: 'none', changes } };
}

/**
 * Applies a PATCH to a resource with all its members in it (RFC 7644 §3.5.2), for operations that
 * select members by more than their ids. Throws the ScimError of the operation that cannot be
 * applied.
 */
export function patchWhole(
  attributes: Attributes,
  members: readonly Member[],
  operations: readonly PatchOperation[],
  rules: Rules,
  locate: Locate,
): Taken {
  const whole = withMembers(attributes, rules.type.members ?? '', members, locate);
  return takeMembers(applyPatch(whole, operations, rules), rules);
}
