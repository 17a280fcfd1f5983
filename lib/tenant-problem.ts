import type { ErrorObject } from 'ajv';

type Schema = {
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

/** One line for one failure of ajv: path, value received, what is allowed. Empty for failures that another one explains. */
export function describeProblem(error: ErrorObject): string[] {
  const schema = error.parentSchema as Schema;
  const path = toPath(error.instancePath);

  switch (error.keyword) {
    case 'additionalProperties': {
      const key = (error.params as { additionalProperty: string }).additionalProperty;
      return [`${path}: unknown key ${show(key)}; allowed: ${Object.keys(schema.properties ?? {}).join(', ')}`];
    }
    case 'required': {
      const key = (error.params as { missingProperty: string }).missingProperty;
      return [`${path}: the key ${show(key)} is missing; allowed: ${Object.keys(schema.properties ?? {}).join(', ')}`];
    }
    case 'propertyNames':
    case 'if':
      return [];
    case 'minItems':
      return [`${path}: received []; allowed: at least one entry`];
    case 'minProperties':
      return [
        `${path}: received {}; allowed: ${Object.keys(schema.properties ?? {}).join(', ')}, at least one of them`,
      ];
    case 'maxItems':
      return [`${path}: received ${(error.data as unknown[]).length} entries; allowed: at most ${schema.maxItems}`];
    case 'maxProperties':
      return [
        `${path}: received ${Object.keys(error.data as object).length} keys; allowed: at most ${schema.maxProperties}`,
      ];
    case 'uniqueItems':
      return [`${path}: received ${show(error.data)}; allowed: each entry once`];
    default:
      return [`${path}: received ${show(error.data)}; allowed: ${allowed(schema)}`];
  }
}

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
