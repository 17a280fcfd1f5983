import type { TenantSchema, TenantSchemas } from '../../lambdas/tenant/settings/settings.ts';
import { attributeProblems } from './attributes.ts';
import { isOneOf, problem, repeated, type Named } from './problem.ts';
import { builtInExtensions, builtInNames, reserved } from './reserved.ts';

type Placed = { readonly path: string; readonly schema: TenantSchema };

/**
 * The mistakes in the extensions and resource types of a tenant file that the JSON Schema cannot
 * tell.
 */
export function schemaProblems({ extensions = [], resourceTypes = [] }: TenantSchemas): string[] {
  const types = resourceTypes.map((type, index) => ({ type, path: `resourceTypes[${index}]` }));
  const typeNames = [...builtInNames, ...resourceTypes.map(({ name }) => name)];
  const schemas: Placed[] = [
    ...extensions.map((schema, index) => ({ path: `extensions[${index}]`, schema })),
    ...types.flatMap(({ type, path }) => [
      { path: `${path}.schema`, schema: type.schema },
      ...(type.extensions ?? []).flatMap(({ schema }, index) =>
        typeof schema === 'string' ? [] : [{ path: `${path}.extensions[${index}].schema`, schema }],
      ),
    ]),
  ];
  return [
    ...ownNames(
      schemas.map(({ path, schema }) => ({ path: `${path}.id`, value: schema.id })),
      URN,
      reserved.urns,
    ),
    ...ownNames(
      types.map(({ path, type }) => ({ path: `${path}.name`, value: type.name })),
      NAME,
      reserved.typeNames,
    ),
    ...ownNames(
      types.map(({ path, type }) => ({ path: `${path}.endpoint`, value: type.endpoint })),
      ENDPOINT,
      reserved.endpoints,
    ),
    ...schemas.flatMap(({ path, schema }) => attributeProblems(schema.attributes, `${path}.attributes`, typeNames)),
    ...shadowed(schemas),
    ...appliesToProblems({ extensions }, typeNames),
    ...namedExtensionProblems({ extensions, resourceTypes }),
  ];
}

const URN = 'a URN';
const NAME = 'a name';
const ENDPOINT = 'an endpoint';

function ownNames(values: readonly Named[], what: string, taken: readonly string[]): string[] {
  const clashes = values.flatMap(({ path, value }) =>
    isOneOf(taken, value)
      ? [problem(path, value, `${what} that the service does not use itself (${taken.join(', ')})`)]
      : [],
  );
  return [...clashes, ...repeated(values, what)];
}

/**
 * `<urn>:<attribute>` must not be the URN of another schema: nobody could tell which one a path
 * means (RFC 7644 §3.10).
 */
function shadowed(schemas: readonly Placed[]): string[] {
  const urns = new Set(schemas.map(({ schema }) => schema.id.toLowerCase()));
  return schemas.flatMap(({ path, schema }) =>
    schema.attributes.flatMap(({ name }, index) =>
      urns.has(`${schema.id}:${name}`.toLowerCase())
        ? [problem(`${path}.attributes[${index}].name`, name, 'a name that does not make its path the URN of a schema')]
        : [],
    ),
  );
}

function appliesToProblems({ extensions = [] }: TenantSchemas, typeNames: readonly string[]): string[] {
  return extensions.flatMap(({ appliesTo = [] }, at) =>
    appliesTo.flatMap((name, index) =>
      typeNames.includes(name) ? [] : [problem(`extensions[${at}].appliesTo[${index}]`, name, typeNames.join(', '))],
    ),
  );
}

/** An extension that a resource type names must exist, and must not be there twice. */
function namedExtensionProblems({ extensions = [], resourceTypes = [] }: TenantSchemas): string[] {
  const known = [...builtInExtensions, ...extensions.map(({ id }) => id)];
  return resourceTypes.flatMap((type, at) => {
    const path = (index: number): string => `resourceTypes[${at}].extensions[${index}].schema`;
    const named = (type.extensions ?? []).flatMap(({ schema }, index) =>
      typeof schema === 'string' ? [{ path: path(index), value: schema }] : [],
    );
    const applying = extensions.flatMap(({ id, appliesTo = [] }, index) =>
      appliesTo.includes(type.name) ? [{ path: `extensions[${index}]`, value: id }] : [],
    );
    return [
      ...named
        .filter(({ value }) => !isOneOf(known, value))
        .map((stray) => problem(stray.path, stray.value, `the URN of an extension: ${known.join(', ')}`)),
      ...repeated([...applying, ...named], `a URN of an extension of ${type.name}`),
    ];
  });
}
