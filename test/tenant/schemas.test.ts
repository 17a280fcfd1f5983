import { attribute } from '../../lambdas/scim/schemas/attribute.ts';
import { groupType, tenantResourceTypes, userType } from '../../lambdas/tenant/resource-types.ts';
import { withTenantSchemas } from '../../lambdas/tenant/schemas.ts';
import type { TenantSchemas } from '../../lambdas/tenant/settings/settings.ts';
import { ENTERPRISE as E } from '../scim/rules.ts';

const badge = { id: 'urn:x:Badge', name: 'Badge', attributes: [] };
const types = (schemas: TenantSchemas) => withTenantSchemas([userType, groupType], schemas);
const extensionsOf = (schemas: TenantSchemas) =>
  types(schemas).map(({ name, extensions }) => [
    name,
    ...extensions.map(({ schema, required }) => `${schema.id} ${required}`),
  ]);

describe('what a tenant file adds to the schemas', () => {
  test('nothing, when it says nothing', () => {
    expect(types({})).toEqual([userType, groupType]);
    expect(tenantResourceTypes(['title'])[0]?.lookups).toEqual(['externalId', 'emails.value', `${E}:manager`, 'title']);
    expect(tenantResourceTypes([])[1]).toEqual(groupType);
  });

  test('extensions, of users where it names no type', () => {
    expect(extensionsOf({ extensions: [badge] })).toEqual([['User', `${E} false`, 'urn:x:Badge false'], ['Group']]);
    expect(extensionsOf({ extensions: [{ ...badge, appliesTo: ['Group'], required: true }] })).toEqual([
      ['User', `${E} false`],
      ['Group', 'urn:x:Badge true'],
    ]);
  });

  test('resource types, with extensions written out, named, or applied', () => {
    const printer = {
      name: 'Printer',
      endpoint: '/Printers',
      schema: { id: 'urn:x:Printer', name: 'P', attributes: [] },
    };
    const [, , plain] = types({ resourceTypes: [printer] });
    expect(plain).toEqual({
      name: 'Printer',
      endpoint: '/Printers',
      description: 'Printer',
      schema: { id: 'urn:x:Printer', name: 'P', description: 'P', attributes: [] },
      extensions: [],
      lookups: ['externalId'],
      defaults: {},
      softDelete: false,
      patchStatus: 200,
    });
    const schemas: TenantSchemas = {
      extensions: [badge, { ...badge, id: 'urn:x:Tag', description: 'A tag', appliesTo: ['Printer'] }],
      resourceTypes: [
        {
          ...printer,
          description: 'D',
          lookups: ['room'],
          extensions: [
            { schema: 'URN:X:badge', required: true },
            { schema: E },
            { schema: { ...badge, id: 'urn:x:Own' } },
          ],
        },
      ],
    };
    expect(types(schemas)[2]).toMatchObject({ description: 'D', lookups: ['externalId', 'room'] });
    expect(types(schemas)[2]?.extensions.at(-1)?.schema.description).toBe('A tag');
    expect(extensionsOf(schemas)[2]).toEqual([
      'Printer',
      'urn:x:Badge true',
      `${E} false`,
      'urn:x:Own false',
      'urn:x:Tag false',
    ]);
    expect(() => types({ resourceTypes: [{ ...printer, extensions: [{ schema: 'urn:x:None' }] }] })).toThrow(
      'urn:x:None is no extension that is known here; the synth refuses such a tenant file',
    );
  });

  test('attributes with the defaults of RFC 7643 §2.2, and what follows from their type', () => {
    const attributes = [
      { name: 'text', type: 'string', description: 'T' },
      { name: 'link', type: 'reference' },
      { name: 'user', type: 'reference', referenceTypes: ['User'] },
      { name: 'pin', type: 'string', mutability: 'writeOnly' },
      { name: 'box', type: 'complex', multiValued: true, subAttributes: [{ name: 'inner', type: 'integer' }] },
    ] as const;
    const [user] = types({ extensions: [{ ...badge, attributes }] });
    expect(user?.extensions[1]?.schema.attributes).toStrictEqual([
      attribute('text', 'T', { type: 'string' }),
      attribute('link', 'link', { type: 'reference', referenceTypes: ['uri'] }),
      attribute('user', 'user', { type: 'reference', referenceTypes: ['User'] }),
      attribute('pin', 'pin', { type: 'string', mutability: 'writeOnly', returned: 'never' }),
      attribute('box', 'box', {
        type: 'complex',
        multiValued: true,
        subAttributes: [attribute('inner', 'inner', { type: 'integer' })],
      }),
    ]);
  });
});
