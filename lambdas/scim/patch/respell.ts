import { isObject, withKey } from '../json.ts';
import { isCoreContainer, withoutCoreContainer } from '../resource/split-body.ts';
import type { Rules } from '../rules.ts';
import type { PatchOperation } from './message.ts';

/**
 * Operations on the resource `id` without what says nothing about it: its own id beside other
 * attributes (RFC 7644 §3.5.2: a read-only attribute may be sent as it is), and the URN of the core
 * schema around its attributes (quirk core-urn-container).
 */
export const respell = (operations: readonly PatchOperation[], id: string, rules: Rules): readonly PatchOperation[] =>
  operations.map((operation) => withoutOwnId(withoutContainer(operation, rules), id));

function withoutContainer(operation: PatchOperation, rules: Rules): PatchOperation {
  const { path, value, ...rest } = operation;
  if (!isObject(value) || operation.op === 'remove') return operation;
  if (path === undefined) return { ...rest, value: withoutCoreContainer(value, rules) };
  return isCoreContainer(path, value, rules) ? { ...rest, value } : operation;
}

function withoutOwnId(operation: PatchOperation, id: string): PatchOperation {
  const { path, value } = operation;
  if (path !== undefined || !isObject(value)) return operation;
  const own = Object.keys(value).find((key) => key.toLowerCase() === 'id' && value[key] === id);
  return own === undefined ? operation : { ...operation, value: withKey(value, own, undefined) };
}
