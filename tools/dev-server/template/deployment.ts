import { existsSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from '../../plain-error.ts';
import type { Stack } from './assembly.ts';
import { resolve } from './intrinsics.ts';
import { attributeOf, physicalName } from './references.ts';

/** A resource with its intrinsic functions resolved. `ref` is what Ref gives for it. */
export interface Resolved<Properties> {
  ref: string;
  properties: Properties;
}

/** One Lambda function: where its code is and how it is run. */
export interface FunctionDefinition {
  name: string;
  arn: string;
  /** The unzipped asset: what Lambda has as LAMBDA_TASK_ROOT. */
  folder: string;
  file: string;
  exportName: string;
  environment: Record<string, string>;
  timeoutMs: number;
  memoryMb: number;
}

/** All resources of these types in the tenant's stacks. */
export function resourcesOf<Properties>(stacks: readonly Stack[], ...types: string[]): Resolved<Properties>[] {
  return stacks.flatMap((stack) =>
    Object.entries(stack.resources)
      .filter(([, { Type }]) => types.includes(Type))
      .map(([id, { Properties }]) => ({
        ref: physicalName(stack, id),
        properties: resolve(Properties ?? {}, { stack, stacks }) as Properties,
      })),
  );
}

/** The outputs of the tenant's stacks by name, as CloudFormation would show them after a deployment. */
export function outputsOf(stacks: readonly Stack[]): Record<string, string> {
  const entries = stacks.flatMap((stack) =>
    Object.entries(stack.outputs).map(
      ([name, { Value }]) => [name, String(resolve(Value, { stack, stacks }))] as const,
    ),
  );
  return Object.fromEntries(entries);
}

/** The Lambda functions of the tenant's stacks. Throws PlainError for one that is not Node.js from an asset. */
export function functionsOf(stacks: readonly Stack[]): FunctionDefinition[] {
  return stacks.flatMap((stack) =>
    Object.entries(stack.resources)
      .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
      .map(([id, { Properties }]) => {
        const properties = resolve(Properties ?? {}, { stack, stacks }) as FunctionProperties;
        return defineFunction(stack, id, properties);
      }),
  );
}

interface FunctionProperties {
  Code: { S3Key?: string };
  Handler: string;
  Runtime: string;
  Environment?: { Variables?: Record<string, string> };
  Timeout?: number;
  MemorySize?: number;
}

function defineFunction(stack: Stack, id: string, properties: FunctionProperties): FunctionDefinition {
  const folder = stack.assets.get(properties.Code.S3Key ?? '');
  if (!properties.Runtime.startsWith('nodejs') || folder === undefined) {
    throw new PlainError(
      `stack ${stack.name}: the dev server cannot run function ${id} (${properties.Runtime}): ` +
        'it must be a nodejs runtime whose code is an asset of the synth',
    );
  }
  const { file, exportName } = findHandler(folder, properties.Handler);
  return {
    name: physicalName(stack, id),
    arn: attributeOf(stack, id, 'Arn'),
    folder,
    file,
    exportName,
    environment: properties.Environment?.Variables ?? {},
    timeoutMs: (properties.Timeout ?? 3) * 1000,
    memoryMb: properties.MemorySize ?? 128,
  };
}

/** "folder/index.handler" is the export "handler" of folder/index.{mjs,js,cjs}, as in Lambda's runtime. */
function findHandler(folder: string, handler: string): { file: string; exportName: string } {
  const at = handler.lastIndexOf('.');
  const base = path.join(folder, handler.slice(0, at));
  const file = ['.mjs', '.js', '.cjs'].map((extension) => base + extension).find((candidate) => existsSync(candidate));
  if (file === undefined) throw new PlainError(`the handler "${handler}" has no file in ${folder}`);
  return { file, exportName: handler.slice(at + 1) };
}
