import { loadExamples } from '../../lambdas/directory/openapi-examples.ts';
import { openApi } from '../../lambdas/directory/openapi.ts';
import { textOrNull, type Schema } from '../../lambdas/directory/schema-parts.ts';
import { profiles } from '../../lambdas/scim/quirks/profiles.ts';
import { createFields } from '../../lambdas/tenant/fields.ts';
import { userType } from '../../lambdas/tenant/resource-types.ts';
import type { OwnFields } from '../../lambdas/tenant/settings/settings.ts';
import { isRecord } from '../json.ts';

const MOUNT = 'https://scim.example.com';

const documentOf = async (own: OwnFields) =>
  openApi(createFields({ type: userType, profile: profiles.entra }, own), [], {
    url: `${MOUNT}/directory/v1`,
    tokenUrl: `${MOUNT}/oauth/token`,
    examples: await loadExamples(),
  });

/** The document of the tenant demo, as docs/api.html shows it. */
export const shownDocument = () => documentOf({ bioUrl: 'timezone' });

/**
 * The document that the types of the client are made of: without examples, and with fields of any
 * name, for each tenant has its own.
 */
export async function clientDocument(): Promise<unknown> {
  const { components, ...document } = await documentOf({});
  const { examples: _, schemas, ...others } = components;
  const open = {
    ...schemas,
    User: withAnyField(schemas['User'], textOrNull),
    Group: withAnyField(schemas['Group'], {}),
    GroupOfUser: withAnyField(schemas['GroupOfUser'], {}),
  };
  return withoutExamples({ ...document, components: { ...others, schemas: open } });
}

function withAnyField(schema: unknown, value: Schema): unknown {
  if (!isRecord(schema) || !isRecord(schema['properties'])) throw new TypeError('a resource has no properties');
  const { fields } = schema['properties'];
  if (!isRecord(fields)) throw new TypeError('a resource has no fields');
  return {
    ...schema,
    properties: { ...schema['properties'], fields: { ...fields, additionalProperties: value } },
  };
}

function withoutExamples(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutExamples);
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([name, each]) => name !== 'examples' || Array.isArray(each));
  return Object.fromEntries(kept.map(([name, each]) => [name, withoutExamples(each)]));
}
