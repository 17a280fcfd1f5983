import { createFields, pathOf, STANDARD_FIELDS } from '../../lambdas/tenant/fields.ts';
import { USERS_PARAMETERS } from '../../lambdas/directory/parameters.ts';
import { USER_COLUMNS } from '../../lambdas/directory/tables.ts';
import { ScimError } from '../../lambdas/scim/errors.ts';
import { parsePath } from '../../lambdas/scim/query/parse.ts';
import { printFilter } from '../../lambdas/scim/query/print.ts';
import { profiles, type ProfileName } from '../../lambdas/scim/quirks/profiles.ts';
import { resolvePath, type Rules } from '../../lambdas/scim/rules.ts';
import { findAttribute } from '../../lambdas/scim/schemas/resource-type.ts';
import { tenantResourceTypes, userType } from '../../lambdas/tenant/resource-types.ts';
import type { OwnFields, TenantSchemas } from '../../lambdas/tenant/settings/settings.ts';
import { isOneOf, problem, repeated } from './problem.ts';

/** Names that mean something else in a query or in a table. */
const RESERVED = [...new Set<string>([...USERS_PARAMETERS, ...USER_COLUMNS])].filter((name) => name !== 'name');

/**
 * The mistakes in `fields` that the JSON Schema cannot tell: names that clash, paths that are
 * unknown or used twice.
 */
export function fieldProblems(fields: OwnFields, profile: ProfileName, schemas: TenantSchemas): string[] {
  const type = tenantResourceTypes([], schemas).find(({ name }) => name === userType.name) ?? userType;
  const rules = { type, profile: profiles[profile] };
  const own = Object.entries(fields).map(([name, field]) => ({ name, place: `fields.${name}`, path: pathOf(field) }));
  const broken = own.flatMap(({ place, path }) => pathProblem(path, place, rules));
  if (broken.length > 0) return broken;
  const kept = STANDARD_FIELDS.filter(([name]) => !(name in fields));
  return [
    ...own.flatMap(({ name, place }) => nameProblem(name, place)),
    ...repeated(
      own.map(({ name, place }) => ({ path: place, value: name })),
      'a name',
    ),
    ...repeated(
      [
        ...kept.map(([name, path]) => ({ path: `the standard field ${name}`, value: canonical(path, rules) })),
        ...own.map(({ place, path }) => ({ path: place, value: canonical(path, rules) })),
      ],
      'a path',
    ),
  ];
}

function nameProblem(name: string, place: string): string[] {
  if (isOneOf(RESERVED, name))
    return [problem(place, name, `a name that the directory does not use itself (${RESERVED.join(', ')})`)];
  const standard = STANDARD_FIELDS.map(([standardName]) => standardName);
  const near = standard.find((other) => other !== name && other.toLowerCase() === name.toLowerCase());
  return near === undefined
    ? []
    : [problem(place, name, `"${near}", to give that field another path, or a different name`)];
}

function pathProblem(text: string, place: string, rules: Rules): string[] {
  const resolved = resolve(text, rules);
  if (typeof resolved === 'string') return [problem(place, text, resolved)];
  const { attribute, subAttribute } = resolved;
  const leaf = subAttribute ?? findAttribute(attribute.subAttributes, 'value') ?? attribute;
  if (leaf.type === 'complex') {
    const names = (attribute.subAttributes ?? []).map(({ name }) => `${text}.${name}`);
    return [problem(place, text, `a part of it: ${names.join(', ')}`)];
  }
  if (attribute.returned === 'never' || leaf.returned === 'never')
    return [problem(place, text, 'an attribute that may be read; this one is never returned')];
  try {
    createFields(rules, { [place]: text });
    return [];
  } catch (error) {
    if (error instanceof ScimError) return [problem(place, text, error.message)];
    throw error;
  }
}

/** The attribute of a path, or what is allowed instead. */
function resolve(text: string, rules: Rules) {
  try {
    const resolution = resolvePath(rules, parsePath(text).attrPath);
    if (resolution.kind === 'attribute') return resolution.resolved;
    const names = rules.type.schema.attributes.map(({ name }) => name).join(', ');
    return `an attribute of ${rules.type.name}: ${names}, or one of an extension as <URN>:<name>`;
  } catch (error) {
    if (error instanceof ScimError) return `a SCIM path; ${error.message}`;
    throw error;
  }
}

/** The same text for all ways to write a path. */
function canonical(text: string, rules: Rules): string {
  const { valFilter } = parsePath(text);
  const resolved = resolve(text, rules);
  if (typeof resolved === 'string') return text;
  const { extension = '', attribute, subAttribute } = resolved;
  const leaf = subAttribute?.name ?? (findAttribute(attribute.subAttributes, 'value') ? 'value' : '');
  return `${extension}:${attribute.name}[${valFilter ? printFilter(valFilter) : ''}].${leaf}`;
}
