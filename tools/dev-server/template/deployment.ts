import type { Stack } from './assembly.ts';
import { resolve } from './intrinsics.ts';
import { physicalName } from './references.ts';

/** A resource with its intrinsic functions resolved. `ref` is what Ref gives for it. */
export interface Resolved<Properties> {
  stack: Stack;
  id: string;
  ref: string;
  properties: Properties;
}

/**
 * All resources of a type in the tenant's stacks. That they have these properties is what
 * CloudFormation demands of the type.
 */
export function resourcesOf<Properties>(stacks: readonly Stack[], type: string): Resolved<Properties>[] {
  return stacks.flatMap((stack) =>
    Object.entries(stack.resources)
      .filter(([, { Type }]) => Type === type)
      .map(([id, { Properties }]) => ({
        stack,
        id,
        ref: physicalName(stack, id),
        properties: resolve(Properties ?? {}, { stack, stacks }) as Properties,
      })),
  );
}

/**
 * The outputs of the tenant's stacks by name, as CloudFormation would show them after a deployment.
 */
export function outputsOf(stacks: readonly Stack[]): Record<string, string> {
  const entries = stacks.flatMap((stack) =>
    Object.entries(stack.outputs).map(
      ([name, { Value }]) => [name, String(resolve(Value, { stack, stacks }))] as const,
    ),
  );
  return Object.fromEntries(entries);
}
