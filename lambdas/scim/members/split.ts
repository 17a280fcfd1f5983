import { tooMany } from '../errors.ts';
import { isObject, type JsonObject } from '../json.ts';
import { located } from '../patch/apply.ts';
import type { PatchOperation } from '../patch/message.ts';
import { findTarget, type AttributeTarget, type Target } from '../patch/target.ts';
import type { BoundFilter } from '../query/bound-filter.ts';
import { attributeAt } from '../query/bind-path.ts';
import { flatKeys } from '../quirks/entra/flat-keys.ts';
import { removeByValue } from '../quirks/entra/remove-by-value.ts';
import type { Rules } from '../rules.ts';
import type { Attribute } from '../schemas/attribute.ts';
import { MAX_MEMBER_CHANGES } from './delta.ts';
import { membersAttribute, sentMembers, sentToRemove, type MemberEdits } from './edits.ts';

/** A request taken apart: what it says about members, and everything else. */
export interface SplitPatch {
  readonly rest: readonly PatchOperation[];
  /**
   * Undefined when members are not mentioned; 'list' when the operations can only be applied to the
   * list of all members.
   */
  readonly edits: MemberEdits | 'list' | undefined;
}

/**
 * Takes the operations on members out of a PATCH (RFC 7644 §3.5.2), so that those that add, remove
 * or replace members by their ids can be carried out without reading the others. Throws the
 * ScimError of an operation that cannot be applied.
 */
export function splitMembers(operations: readonly PatchOperation[], rules: Rules): SplitPatch {
  const attribute = membersAttribute(rules);
  if (!attribute) return { rest: operations, edits: undefined };
  const rest: PatchOperation[] = [];
  let edits: Collected;
  for (const part of operations.flatMap((operation) => parts(operation, attribute, rules))) {
    const target = targetOf(part, rules);
    const before = edits;
    if (target?.kind !== 'attribute' || target.attribute !== attribute) rest.push(part);
    else edits = located(part, () => edited(before, part, target, rules));
  }
  checkNamed(edits);
  return { rest, edits };
}

/** Throws 400 `tooMany`: each member that is named is looked up, whether it is going to change or not. */
function checkNamed(edits: Collected): void {
  const named = edits === undefined || edits === 'list' ? 0 : edits.changes.size;
  if (named > MAX_MEMBER_CHANGES)
    throw tooMany(
      `the request names ${named} members; at most ${MAX_MEMBER_CHANGES} are allowed, send several requests with a part of them each`,
    );
}

const targetOf = (operation: PatchOperation, rules: Rules): Target | undefined => {
  const { path } = operation;
  return path === undefined ? undefined : located(operation, () => findTarget(path, rules));
};

/**
 * An operation without a path whose value holds members is two: one with the key as its path, and
 * the rest.
 */
function parts(operation: PatchOperation, attribute: Attribute, rules: Rules): PatchOperation[] {
  const { path, value } = operation;
  if (path !== undefined || operation.op === 'remove' || !isObject(value)) return [operation];
  const { schema } = rules.type;
  const names = new Set([attribute.name, `${schema.id}:${attribute.name}`].map((name) => name.toLowerCase()));
  const own = Object.keys(value).filter((key) => names.has(key.toLowerCase()) || leadsTo(attribute, key, rules));
  if (own.length === 0) return [operation];
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => !own.includes(key)));
  return [
    ...(Object.keys(rest).length > 0 ? [{ ...operation, value: rest }] : []),
    ...own.map((key) => ({ ...operation, path: key, value: value[key] ?? null })),
  ];
}

/** Whether a key is a path to members, however it is spelled (quirk flat-keys). */
const leadsTo = (attribute: Attribute, key: string, rules: Rules): boolean =>
  rules.profile.has(flatKeys) && attributeAt(key, rules)?.attribute === attribute;

/**
 * What the operations so far say. One map takes it all down: a copy for each operation would make
 * the work of many operations on many members the product of both.
 */
type Collected = { readonly from: MemberEdits['from']; readonly changes: Changes } | 'list' | undefined;
type Changes = Map<string, JsonObject | undefined>;

function edited(
  before: Collected,
  { op, value }: PatchOperation,
  { attribute, subAttribute, selection, text }: AttributeTarget,
  rules: Rules,
): Collected {
  if (before === 'list') return before;
  const { from, changes } = before ?? { from: 'stored', changes: new Map() satisfies Changes };
  const hasValue = value !== undefined && value !== null;
  if (subAttribute || (selection && op !== 'remove')) return 'list';
  if (op === 'remove') {
    if (hasValue && !rules.profile.has(removeByValue)) return 'list';
    const ids = selection
      ? selectedIds(selection.valFilter)
      : hasValue
        ? [...sentToRemove(attribute, value, text, rules).keys()]
        : 'all';
    if (ids === undefined) return 'list';
    if (ids === 'all') return { from: 'none', changes: new Map() };
    for (const id of ids) changes.set(id, undefined);
    return { from, changes };
  }
  const sent = sentMembers(attribute, value ?? null, text, rules);
  if (op === 'replace') return { from: 'none', changes: sent };
  for (const [id, member] of sent) changes.set(id, member);
  return { from, changes };
}

/**
 * The ids that `[value eq "a" or value eq "b"]` selects; undefined for a filter that selects by
 * anything else.
 */
function selectedIds(filter: BoundFilter): string[] | undefined {
  if (filter.kind === 'logExp' && filter.operator === 'or') {
    const [left, right] = [selectedIds(filter.left), selectedIds(filter.right)];
    return left && right && [...left, ...right];
  }
  const isEquality = filter.kind === 'attrExp' && filter.compareOp === 'eq';
  if (!isEquality || filter.attrPath.attribute.name !== 'value') return undefined;
  return typeof filter.compValue === 'string' ? [filter.compValue] : undefined;
}
