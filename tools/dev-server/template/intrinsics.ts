import { PlainError } from '../../plain-error.ts';
import type { Stack } from './assembly.ts';
import { PSEUDO_PARAMETERS, attributeOf, physicalName } from './references.ts';

/** Where a value stands: its stack, and all stacks of the tenant for references across them. */
export interface Scope {
  stack: Stack;
  stacks: readonly Stack[];
}

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

/** CloudFormation's functions. An argument that may hold functions itself is resolved by the function. */
const INTRINSICS: Record<string, Intrinsic> = {
  Ref: (id, scope) => refer(String(id), scope),
  'Fn::And': (all, scope) => (all as unknown[]).every((one) => resolve(one, scope)),
  'Fn::Base64': (value, scope) => Buffer.from(String(resolve(value, scope))).toString('base64'),
  Condition: (name, scope) => holds(String(name), scope),
  'Fn::Equals': (pair, scope) => {
    const [left, right] = list(pair, scope);
    return left === right;
  },
  'Fn::FindInMap': (keys, scope) => {
    const [map, top, second] = list(keys, scope).map(String);
    return resolve(scope.stack.mappings[map ?? '']?.[top ?? '']?.[second ?? ''], scope);
  },
  'Fn::GetAtt': (argument, { stack }) => {
    const [id = '', attribute = ''] = typeof argument === 'string' ? splitOnce(argument) : (argument as string[]);
    return attributeOf(stack, id, attribute);
  },
  'Fn::GetStackOutput': (argument, scope) => {
    const { StackName, OutputName } = resolve(argument, scope) as Record<string, string>;
    return outputValue(scope, (stack, name) => stack.name === StackName && name === OutputName, OutputName);
  },
  'Fn::If': (argument, scope) => {
    const [condition, yes, no] = argument as [string, unknown, unknown];
    return resolve(holds(condition, scope) ? yes : no, scope);
  },
  'Fn::ImportValue': (argument, scope) => {
    const wanted = resolve(argument, scope);
    const exportedAs = (stack: Stack, name: string): boolean =>
      resolve(stack.outputs[name]?.Export?.Name, { ...scope, stack }) === wanted;
    return outputValue(scope, exportedAs, String(wanted));
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = argument as [string, unknown];
    return list(parts, scope).join(separator);
  },
  'Fn::Not': (argument, scope) => !resolve((argument as unknown[])[0], scope),
  'Fn::Or': (all, scope) => (all as unknown[]).some((one) => resolve(one, scope)),
  'Fn::Select': (argument, scope) => {
    const [index, values] = argument as [unknown, unknown];
    return list(values, scope)[Number(resolve(index, scope))];
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = argument as [string, unknown];
    return String(resolve(text, scope)).split(separator);
  },
  'Fn::Sub': (argument, scope) => {
    const [text, given] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, unknown];
    const variables = resolve(given, scope) as Record<string, unknown>;
    // "${!Name}" stands for a literal "${Name}".
    return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) =>
      literal ? `\${${name}}` : String(variables[name] ?? substitute(name, scope)),
    );
  },
};

/**
 * Replaces every intrinsic function in a template value by what it stands for here.
 * Throws PlainError for one that is not known; properties that become AWS::NoValue are left out.
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((one) => resolve(one, scope)).filter((one) => one !== undefined);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  const [name = '', argument] = entries[0] ?? [];
  if (entries.length === 1 && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'))) {
    const intrinsic = INTRINSICS[name];
    // A policy statement may have the key "Condition" too; there it holds an object.
    if (intrinsic !== undefined && !(name === 'Condition' && typeof argument !== 'string')) {
      return intrinsic(argument, scope);
    }
    if (name !== 'Condition') throw unknownIntrinsic(name, scope);
  }
  return Object.fromEntries(
    entries.map(([key, one]) => [key, resolve(one, scope)]).filter(([, one]) => one !== undefined),
  );
}

function unknownIntrinsic(name: string, { stack }: Scope): PlainError {
  return new PlainError(
    `stack ${stack.name}: the dev server does not know the intrinsic function "${name}" ` +
      `(known: ${Object.keys(INTRINSICS).join(', ')}): add it to tools/dev-server/intrinsics.ts`,
  );
}

function list(value: unknown, scope: Scope): unknown[] {
  return resolve(value, scope) as unknown[];
}

function refer(name: string, { stack }: Scope): unknown {
  if (name in PSEUDO_PARAMETERS) return PSEUDO_PARAMETERS[name];
  if (name === 'AWS::StackName' || name === 'AWS::StackId') return stack.name;
  const parameter = stack.parameters[name];
  return parameter === undefined ? physicalName(stack, name) : parameter.Default;
}

function substitute(name: string, scope: Scope): unknown {
  const [id, attribute] = splitOnce(name);
  return attribute === undefined ? refer(id, scope) : attributeOf(scope.stack, id, attribute);
}

function splitOnce(text: string): [string, string?] {
  const at = text.indexOf('.');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function holds(condition: string, scope: Scope): boolean {
  return Boolean(resolve(scope.stack.conditions[condition], scope));
}

function outputValue(scope: Scope, matches: (stack: Stack, name: string) => boolean, wanted: unknown): unknown {
  for (const stack of scope.stacks) {
    const name = Object.keys(stack.outputs).find((output) => matches(stack, output));
    if (name !== undefined) return resolve(stack.outputs[name]?.Value, { ...scope, stack });
  }
  throw new PlainError(
    `stack ${scope.stack.name}: no stack of this tenant has the output "${String(wanted)}" it needs`,
  );
}
