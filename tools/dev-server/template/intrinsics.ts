import { isRecord } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';
import type { Stack } from './assembly.ts';
import { attributeOf, refer } from './references.ts';

/** Where a value stands: its stack, and all stacks of the tenant for references across them. */
export interface Scope {
  stack: Stack;
  stacks: readonly Stack[];
}

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

/**
 * CloudFormation's functions that the templates of this project have. An argument that may hold
 * functions itself is resolved by the function.
 */
const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, { stack }) => refer(stack, String(name)),
  'Fn::GetAtt': (argument, { stack }) => {
    const [id, attribute] = list(argument, stack);
    return attributeOf(stack, String(id), String(attribute));
  },
  'Fn::ImportValue': importValue,
  'Fn::GetStackOutput': stackOutput,
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = list(argument, scope.stack);
    return list(resolve(parts, scope), scope.stack).join(String(separator));
  },
  'Fn::Select': (argument, scope) => {
    const [index, values] = list(argument, scope.stack);
    return list(resolve(values, scope), scope.stack)[Number(index)];
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = list(argument, scope.stack);
    return String(resolve(text, scope)).split(String(separator));
  },
  'Fn::Sub': (text, { stack }) => {
    if (typeof text === 'string') return text.replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => refer(stack, name));
    throw notModelled(stack, 'Fn::Sub with variables of its own');
  },
};

/**
 * Replaces every intrinsic function in a template value by what it stands for here. Throws
 * PlainError for one that is not known.
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((one) => resolve(one, scope));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  const [name = '', argument] = entries[0] ?? [];
  if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) {
    const intrinsic = INTRINSICS[name];
    if (intrinsic === undefined) throw notModelled(scope.stack, `"${name}"`);
    return intrinsic(argument, scope);
  }
  return Object.fromEntries(entries.map(([key, one]) => [key, resolve(one, scope)]));
}

function notModelled({ name }: Stack, what: string): PlainError {
  return new PlainError(
    `stack ${name}: the dev server does not know the intrinsic function ${what} ` +
      `(known: ${Object.keys(INTRINSICS).join(', ')}): add it to tools/dev-server/template/intrinsics.ts`,
  );
}

function list(argument: unknown, { name }: Stack): readonly unknown[] {
  if (Array.isArray(argument)) return argument;
  throw new PlainError(
    `stack ${name}: an intrinsic function has ${JSON.stringify(argument)}, and the dev server knows it with a list only`,
  );
}

/** The output of the tenant's stacks that is exported under a name. */
function importValue(exported: unknown, scope: Scope): unknown {
  for (const stack of scope.stacks) {
    const output = Object.values(stack.outputs).find(({ Export }) => Export?.Name === exported);
    if (output !== undefined) return resolve(output.Value, { ...scope, stack });
  }
  throw new PlainError(
    `stack ${scope.stack.name}: no stack of this tenant has the output ${JSON.stringify(exported)} it needs`,
  );
}

/** An output of one of the tenant's stacks, by the names of both. */
function stackOutput(argument: unknown, scope: Scope): unknown {
  const { StackName, OutputName } = isRecord(argument) ? argument : {};
  const stack = scope.stacks.find(({ name }) => name === StackName);
  const output = stack?.outputs[String(OutputName)];
  if (stack !== undefined && output !== undefined) return resolve(output.Value, { ...scope, stack });
  throw new PlainError(
    `stack ${scope.stack.name}: no stack of this tenant is ${JSON.stringify(StackName)} with the output ` +
      `${JSON.stringify(OutputName)} it needs`,
  );
}
