import type { ErrorObject } from 'ajv';

/** What the words need of the schema that failed. */
type Schema = {
  [key: string]: unknown;
  type?: string | string[];
  description?: string;
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  maxProperties?: number;
  properties?: Record<string, unknown>;
};

const TYPE_NAMES: Record<string, string> = {
  object: 'an object',
  array: 'a list',
  string: 'text in quotes',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
};

/**
 * A line for each failure of ajv, each once: with allErrors, a bad key is also reported as a bad
 * name.
 */
export const describeProblems = (errors: readonly ErrorObject[]): string[] => [
  ...new Set(errors.flatMap((error) => describeProblem(error))),
];

/**
 * One line for one failure: path, value received, what is allowed. Empty for failures that another
 * one explains.
 */
function describeProblem({ keyword, instancePath, params, parentSchema, data }: ErrorObject): string[] {
  const schema: Schema = parentSchema ?? {};
  const path = toPath(instancePath);
  const keys = Object.keys(schema.properties ?? {}).join(', ');

  switch (keyword) {
    case 'additionalProperties':
      return [`${path}: unknown key ${show(params['additionalProperty'])}; allowed: ${keys}`];
    case 'required':
      return [`${path}: the key ${show(params['missingProperty'])} is missing; allowed: ${keys}`];
    case 'propertyNames':
    case 'if':
      return [];
    case 'minItems':
      return [`${path}: received []; allowed: at least one entry`];
    case 'minProperties':
      return [`${path}: received {}; allowed: ${keys}, at least one of them`];
    case 'maxItems':
      return [`${path}: received ${sizeOf(data)} entries; allowed: at most ${schema.maxItems}`];
    case 'maxProperties':
      return [`${path}: received ${sizeOf(data)} keys; allowed: at most ${schema.maxProperties}`];
    case 'uniqueItems':
      return [`${path}: received ${show(data)}; allowed: each entry once`];
    default:
      return [`${path}: received ${show(data)}; allowed: ${allowed(schema)}`];
  }
}

const sizeOf = (data: unknown): number => (typeof data === 'object' && data !== null ? Object.keys(data).length : 0);

/** `/retention/days` as `retention.days`, `/matchingAttributes/0` as `matchingAttributes[0]`. */
function toPath(pointer: string): string {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const path = steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('');
  return path.replace(/^\./, '') || '(top level)';
}

function allowed(schema: Schema): string {
  if (schema.enum) return schema.enum.map(show).join(', ');
  if (Array.isArray(schema.type)) return schema.description ?? schema.type.join(' or ');
  if (schema.pattern) return schema.description ?? `text that matches ${schema.pattern}`;
  const name = TYPE_NAMES[schema.type ?? ''] ?? 'another type of value';
  return schema.minimum === undefined ? name : `${name} from ${schema.minimum} to ${schema.maximum}`;
}

/** A value as a problem shows it: as JSON, cut where it is long. */
export function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
