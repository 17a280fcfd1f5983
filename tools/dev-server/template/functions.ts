import { existsSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from '../../plain-error.ts';
import type { Stack } from './assembly.ts';
import { resourcesOf, type Resolved } from './deployment.ts';
import { attributeOf } from './references.ts';

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
  /** The ARN of the role that it runs as. */
  role?: string;
}

interface FunctionProperties {
  Code: { S3Key?: string };
  Handler: string;
  Runtime: string;
  Environment?: { Variables?: Record<string, string> };
  Timeout?: number;
  MemorySize?: number;
  Role?: string;
}

/**
 * The Lambda functions of the tenant's stacks. Throws PlainError for one that is not Node.js from
 * an asset.
 */
export function functionsOf(stacks: readonly Stack[]): FunctionDefinition[] {
  return resourcesOf<FunctionProperties>(stacks, 'AWS::Lambda::Function').map(defineFunction);
}

/** A function by its ARN, with or without the alias or version that is meant: here each has one version. */
export const unqualified = (arn: string): string => arn.split(':').slice(0, 7).join(':');

function defineFunction({ stack, id, ref, properties }: Resolved<FunctionProperties>): FunctionDefinition {
  const folder = stack.assets.get(properties.Code.S3Key ?? '');
  if (!properties.Runtime.startsWith('nodejs') || folder === undefined) {
    throw new PlainError(
      `stack ${stack.name}: the dev server cannot run function ${id} (${properties.Runtime}): ` +
        'it must be a nodejs runtime whose code is an asset of the synth',
    );
  }
  return {
    name: ref,
    arn: attributeOf(stack, id, 'Arn'),
    folder,
    ...findHandler(folder, properties.Handler),
    environment: properties.Environment?.Variables ?? {},
    timeoutMs: (properties.Timeout ?? 3) * 1000,
    memoryMb: properties.MemorySize ?? 128,
    ...(properties.Role !== undefined && { role: properties.Role }),
  };
}

/**
 * "folder/index.handler" is the export "handler" of folder/index.mjs, with which every function begins.
 */
function findHandler(folder: string, handler: string): { file: string; exportName: string } {
  const at = handler.lastIndexOf('.');
  const file = path.join(folder, `${handler.slice(0, at)}.mjs`);
  if (!existsSync(file)) {
    throw new PlainError(
      `the handler "${handler}" has no file ${file}: the dev server runs ES modules only, bundle it as one`,
    );
  }
  return { file, exportName: handler.slice(at + 1) };
}
