import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PREFIXES } from '../../lambdas/store/table/shape.ts';
import { KEY_PREFIXES, reserved } from '../../lib/tenant-schemas/reserved.ts';
import { readTenants, TenantError } from '../../lib/tenants.ts';
import { TENANT_SCHEMAS } from '../support/tenant-schemas.ts';

/** The problems of a tenant file with this content. */
function problems(content: object): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'tenants-'));
  writeFileSync(join(directory, 'acme.json'), JSON.stringify(content));
  try {
    readTenants(directory);
    return [];
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    return error.problems.map((problem) => problem.replace(`${join(directory, 'acme.json')}: `, ''));
  }
}

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const CORE = 'urn:ietf:params:scim:schemas:core:2.0';
const TEXT = { name: 'color', type: 'string' };
const badge = (more: object = {}) => ({ id: 'urn:example:Badge', name: 'Badge', attributes: [TEXT], ...more });
const withAttribute = (attribute: object) => ({ extensions: [badge({ attributes: [{ ...TEXT, ...attribute }] })] });
const printer = (more: object = {}) => ({
  name: 'Printer',
  endpoint: '/Printers',
  schema: { id: 'urn:example:Printer', name: 'Printer', attributes: [TEXT] },
  ...more,
});
const URN_RULE = 'a URN of at most 200 characters such as urn:example:scim:schemas:Badge';
const NAME_RULE =
  'the name of an attribute: a letter, then up to 63 letters, digits, $, _ or -; or $ref for a sub-attribute';

describe('extensions and resource types in a tenant file', () => {
  test('are accepted with every type and characteristic, and kept as they are written', () => {
    expect(problems({ ...TENANT_SCHEMAS, matchingAttributes: ['urn:example:scim:schemas:Badge:text'] })).toEqual([]);
    const enterprise = { extensions: [{ schema: ENTERPRISE.toUpperCase() }, { schema: 'urn:example:badge' }] };
    expect(problems({ extensions: [badge({ appliesTo: [] })], resourceTypes: [printer(enterprise)] })).toEqual([]);
  });

  const KEYS_OF_ATTRIBUTE =
    'name, type, multiValued, description, required, caseExact, mutability, returned, uniqueness, canonicalValues, referenceTypes, subAttributes';
  const cases: [string, object, unknown][] = [
    [
      'an unknown key of an attribute',
      withAttribute({ multivalued: true }),
      `extensions[0].attributes[0]: unknown key "multivalued"; allowed: ${KEYS_OF_ATTRIBUTE}`,
    ],
    [
      'a missing key',
      { extensions: [{ id: 'urn:example:Badge', attributes: [TEXT] }] },
      'extensions[0]: the key "name" is missing; allowed: id, name, description, attributes, appliesTo, required',
    ],
    [
      'an id that is no URN',
      { extensions: [badge({ id: 'https://example.com/Badge' })] },
      `extensions[0].id: received "https://example.com/Badge"; allowed: ${URN_RULE}`,
    ],
    [
      'a schema without attributes',
      { extensions: [badge({ attributes: [] })] },
      'extensions[0].attributes: received []; allowed: at least one entry',
    ],
    [
      'a name that is no attribute name',
      withAttribute({ name: '2nd color' }),
      `extensions[0].attributes[0].name: received "2nd color"; allowed: ${NAME_RULE}`,
    ],
    [
      'a type that SCIM lacks',
      withAttribute({ type: 'number' }),
      'extensions[0].attributes[0].type: received "number"; allowed: "string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"',
    ],
    [
      'a characteristic of the wrong type',
      withAttribute({ required: 'yes' }),
      'extensions[0].attributes[0].required: received "yes"; allowed: true or false',
    ],
    [
      'an endpoint of two parts',
      { resourceTypes: [printer({ endpoint: '/All/Printers' })] },
      'resourceTypes[0].endpoint: received "/All/Printers"; allowed: a path of one part such as /Printers: a slash, a letter, then up to 49 letters, digits, _ or -',
    ],
    [
      'an extension of a type that is neither URN nor schema',
      { resourceTypes: [printer({ extensions: [{ schema: 7 }] })] },
      'resourceTypes[0].extensions[0].schema: received 7; allowed: the URN of one under extensions, or a whole schema with id, name and attributes',
    ],
    [
      'an extension of a type whose text is no URN',
      { resourceTypes: [printer({ extensions: [{ schema: 'Badge' }] })] },
      `resourceTypes[0].extensions[0].schema: received "Badge"; allowed: ${URN_RULE}`,
    ],
    [
      'the same URN twice',
      { extensions: [badge(), badge({ id: 'URN:example:BADGE' })] },
      'extensions[1].id: received "URN:example:BADGE"; allowed: a URN that extensions[0].id does not have already; capitals make no difference',
    ],
    [
      'the URN of a core schema',
      { extensions: [badge({ id: ENTERPRISE })] },
      `extensions[0].id: received "${ENTERPRISE}"; allowed: a URN that the service does not use itself (${CORE}:User, ${ENTERPRISE}, ${CORE}:Group, ${CORE}:Schema, ${CORE}:ResourceType, ${CORE}:ServiceProviderConfig)`,
    ],
    [
      'an attribute whose path is the URN of another schema',
      { extensions: [badge({ id: 'urn:example:one' }), badge({ id: 'urn:example:one:Color' })] },
      'extensions[0].attributes[0].name: received "color"; allowed: a name that does not make its path the URN of a schema',
    ],
    [
      'the same attribute twice',
      { extensions: [badge({ attributes: [TEXT, { ...TEXT, name: 'Color' }] })] },
      'extensions[0].attributes[1].name: received "Color"; allowed: the name of an attribute that extensions[0].attributes[0].name does not have already; capitals make no difference',
    ],
    [
      'a common attribute',
      withAttribute({ name: 'Meta' }),
      'extensions[0].attributes[0].name: received "Meta"; allowed: any name but schemas, id, externalId, meta, which every resource has',
    ],
    [
      'a name that every object has',
      withAttribute({ name: 'constructor' }),
      'extensions[0].attributes[0].name: received "constructor"; allowed: any name but those that every JavaScript object has',
    ],
    [
      '$ref outside of a complex attribute',
      withAttribute({ name: '$ref', type: 'reference' }),
      'extensions[0].attributes[0].name: received "$ref"; allowed: a name of letters, digits, $, _ or -; $ref is for a sub-attribute of type reference',
    ],
    [
      'complex without sub-attributes',
      withAttribute({ type: 'complex' }),
      'extensions[0].attributes[0].type: received "complex"; allowed: a simple type, or complex with subAttributes',
    ],
    [
      'complex inside complex',
      withAttribute({ type: 'complex', subAttributes: [{ name: 'a', type: 'complex', subAttributes: [TEXT] }] }),
      'extensions[0].attributes[0].subAttributes[0].type: received "complex"; allowed: a simple type; a complex attribute cannot hold another (RFC 7643 section 2.3.8)',
    ],
    [
      'sub-attributes of a simple attribute',
      withAttribute({ subAttributes: [TEXT] }),
      'extensions[0].attributes[0].subAttributes: received [{"name":"color","type":"string"}]; allowed: none, because only an attribute of type complex has subAttributes',
    ],
    ...(
      [
        { multiValued: true, uniqueness: 'server' },
        { type: 'integer', uniqueness: 'server' },
        { mutability: 'writeOnly', uniqueness: 'server' },
      ] as const
    ).map((attribute): [string, object, string] => [
      `uniqueness with ${JSON.stringify(attribute)}`,
      withAttribute(attribute),
      'extensions[0].attributes[0].uniqueness: received "server"; allowed: "none"; only a single-valued string or reference that clients write, outside of a complex one, can be unique',
    ]),
    [
      'uniqueness of a sub-attribute',
      withAttribute({ type: 'complex', subAttributes: [{ ...TEXT, uniqueness: 'global' }] }),
      'extensions[0].attributes[0].subAttributes[0].uniqueness: received "global"; allowed: "none"; only a single-valued string or reference that clients write, outside of a complex one, can be unique',
    ],
    [
      'write-only and returned',
      withAttribute({ mutability: 'writeOnly', returned: 'default' }),
      'extensions[0].attributes[0].returned: received "default"; allowed: "never", because the mutability is "writeOnly"',
    ],
    [
      'required and read-only',
      withAttribute({ mutability: 'readOnly', required: true }),
      'extensions[0].attributes[0].required: received true; allowed: false, because no client can set the attribute (mutability)',
    ],
    [
      'canonical values of a number',
      withAttribute({ type: 'integer', canonicalValues: ['1'] }),
      'extensions[0].attributes[0].canonicalValues: received ["1"]; allowed: none, because only a string or a reference has canonicalValues',
    ],
    [
      'reference types of a string',
      withAttribute({ referenceTypes: ['uri'] }),
      'extensions[0].attributes[0].referenceTypes: received ["uri"]; allowed: none, because only an attribute of type reference has referenceTypes',
    ],
    [
      'a reference to an unknown type',
      withAttribute({ type: 'reference', referenceTypes: ['Person'] }),
      'extensions[0].attributes[0].referenceTypes[0]: received "Person"; allowed: User, Group, external, uri',
    ],
    [
      'an extension of an unknown type',
      { extensions: [badge({ appliesTo: ['Users'] })], resourceTypes: [printer()] },
      'extensions[0].appliesTo[0]: received "Users"; allowed: User, Group, Printer',
    ],
    [
      'a type that names an extension nobody declared',
      { resourceTypes: [printer({ extensions: [{ schema: 'urn:example:Nope' }] })] },
      `resourceTypes[0].extensions[0].schema: received "urn:example:Nope"; allowed: the URN of an extension: ${ENTERPRISE}`,
    ],
    [
      'an extension that reaches a type twice',
      {
        extensions: [badge({ appliesTo: ['Printer'] })],
        resourceTypes: [printer({ extensions: [{ schema: 'urn:example:Badge' }] })],
      },
      'resourceTypes[0].extensions[0].schema: received "urn:example:Badge"; allowed: a URN of an extension of Printer that extensions[0] does not have already; capitals make no difference',
    ],
    [
      'two types with one endpoint',
      {
        resourceTypes: [
          printer(),
          printer({ name: 'Plotter', endpoint: '/printers', schema: badge({ id: 'urn:example:Plotter' }) }),
        ],
      },
      'resourceTypes[1].endpoint: received "/printers"; allowed: an endpoint that resourceTypes[0].endpoint does not have already; capitals make no difference',
    ],
    [
      'an unknown matching attribute',
      { matchingAttributes: ['urn:example:Nope:a'] },
      expect.stringMatching(
        /^matchingAttributes\[0\]: received "urn:example:Nope:a"; allowed: an attribute of User: userName, .*, or one of an extension as <URN>:<name>$/,
      ) as unknown,
    ],
    [
      'a matching attribute of an extension without its URN',
      { matchingAttributes: ['title', 'employeeNumber'] },
      `matchingAttributes[1]: received "employeeNumber"; allowed: an attribute of User with the URN of its extension: ${ENTERPRISE}:employeeNumber`,
    ],
    [
      'a matching attribute that is no text',
      { matchingAttributes: ['active'] },
      'matchingAttributes[0]: received "active"; allowed: an attribute of type string or reference; this one is boolean',
    ],
    [
      'a matching attribute that is complex',
      { matchingAttributes: ['name'] },
      'matchingAttributes[0]: received "name"; allowed: an attribute of type string or reference; this one is complex',
    ],
    [
      'a matching attribute that is never returned',
      { matchingAttributes: ['password'] },
      'matchingAttributes[0]: received "password"; allowed: an attribute that can be filtered by; this one is never returned',
    ],
    [
      'a matching attribute that the service keeps itself',
      { matchingAttributes: ['groups.value'] },
      'matchingAttributes[0]: received "groups.value"; allowed: an attribute that clients write; this one is kept by the service',
    ],
    [
      'an unknown lookup of a type',
      { resourceTypes: [printer({ lookups: ['room'] })] },
      'resourceTypes[0].lookups[0]: received "room"; allowed: an attribute of Printer: color, or one of an extension as <URN>:<name>',
    ],
  ];
  test.each(cases)('are refused for %s', (_case, content, problem) => {
    expect(problems(content)).toEqual([problem]);
  });

  test.each(['user', 'Group', 'Schema', 'ServiceProviderConfig', 'Lookup', 'credential', 'COUNTER', 'Hold', 'uri'])(
    'are refused for a type named %s',
    (name) => {
      expect(problems({ resourceTypes: [printer({ name })] })).toEqual([
        expect.stringMatching(
          /^resourceTypes\[0\]\.name: received ".*"; allowed: a name that the service does not use/,
        ),
      ]);
    },
  );

  test.each([
    '/users',
    '/Groups',
    '/me',
    '/Bulk',
    '/schemas',
    '/ResourceTypes',
    '/ServiceProviderConfig',
    '/ServiceProviderConfigs',
  ])('are refused for the endpoint %s', (endpoint) => {
    expect(problems({ resourceTypes: [printer({ endpoint })] })).toEqual([
      expect.stringMatching(/^resourceTypes\[0\]\.endpoint: received ".*"; allowed: an endpoint that the service does/),
    ]);
  });

  test('are refused for more unique attributes than one transaction can move', () => {
    const attributes = Array.from({ length: 9 }, (_, index) => ({ ...TEXT, name: `u${index}`, uniqueness: 'server' }));
    expect(problems({ extensions: [badge({ attributes })] })).toEqual([
      expect.stringMatching(/^User with its extensions has 10 unique attributes \(userName, .*\); allowed: at most 9$/),
    ]);
  });

  test('report all their problems together', () => {
    const content = { extensions: [badge({ appliesTo: ['X'] }), badge()], resourceTypes: [printer({ name: 'Group' })] };
    expect(problems(content)).toHaveLength(3);
  });
});

test('every first part of a key in the table is a name that no resource type may have', () => {
  const prefixes: readonly string[] = Object.values(PREFIXES);
  expect(prefixes).toEqual(expect.arrayContaining(['UNIQUE', 'LOOKUP', 'COUNTER', 'CREDENTIAL', 'HOLD']));
  expect(prefixes.filter((prefix) => !KEY_PREFIXES.includes(prefix))).toEqual([]);
  expect(KEY_PREFIXES.filter((prefix) => !reserved.typeNames.includes(prefix))).toEqual([]);
});

test('no file of the store but the shape of the table spells a first part of a key', () => {
  const folder = 'lambdas/store';
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  expect(sources).toContain('table/keys.ts');
  const prefixes: readonly string[] = Object.values(PREFIXES);
  const spelled = sources
    .filter((file) => file !== 'table/shape.ts')
    .flatMap((file) => [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/[`']([A-Z]+)(?:#|\$?['`])/g)])
    .map(([, name = '']) => name)
    .filter((name) => prefixes.includes(name));
  expect(spelled).toEqual([]);
});
