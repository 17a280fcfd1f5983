import {
  resourceTypeResource,
  schemaResource,
  serviceProviderConfig,
} from '../../../lambdas/scim/messages/discovery.ts';
import { attribute } from '../../../lambdas/scim/schemas/attribute.ts';
import { PRINTER, SUPPLIES } from '../../support/tenant-schemas.ts';
import { strictPrinter } from '../rules.ts';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0';
const BASE = 'https://x/scim/v2';

describe('discovery', () => {
  test('a schema shows the characteristics that its attributes can have', () => {
    const common = { multiValued: false, required: false, mutability: 'readWrite', returned: 'default' };
    const schema = {
      id: 'urn:x',
      name: 'X',
      description: 'An X',
      attributes: [
        attribute('text', 'T', { uniqueness: 'server', caseExact: true, required: true, canonicalValues: ['a'] }),
        attribute('link', 'L', { type: 'reference', referenceTypes: ['User'], multiValued: true }),
        attribute('bytes', 'B', { type: 'binary', mutability: 'immutable' }),
        attribute('flag', 'F', { type: 'boolean', returned: 'request' }),
        attribute('whole', 'W', { type: 'integer' }),
        attribute('box', 'X', { subAttributes: [attribute('inner', 'I', { mutability: 'writeOnly' })] }),
      ],
    };
    expect(schemaResource(schema, BASE)).toStrictEqual({
      schemas: [`${CORE}:Schema`],
      id: 'urn:x',
      name: 'X',
      description: 'An X',
      attributes: [
        {
          name: 'text',
          type: 'string',
          description: 'T',
          ...common,
          required: true,
          canonicalValues: ['a'],
          caseExact: true,
          uniqueness: 'server',
        },
        {
          name: 'link',
          type: 'reference',
          description: 'L',
          ...common,
          multiValued: true,
          caseExact: true,
          uniqueness: 'none',
          referenceTypes: ['User'],
        },
        {
          name: 'bytes',
          type: 'binary',
          description: 'B',
          ...common,
          mutability: 'immutable',
          caseExact: true,
          uniqueness: 'none',
        },
        { name: 'flag', type: 'boolean', description: 'F', ...common, returned: 'request' },
        { name: 'whole', type: 'integer', description: 'W', ...common, uniqueness: 'none' },
        {
          name: 'box',
          type: 'complex',
          description: 'X',
          ...common,
          subAttributes: [
            {
              name: 'inner',
              type: 'string',
              description: 'I',
              ...common,
              mutability: 'writeOnly',
              caseExact: false,
              uniqueness: 'none',
            },
          ],
        },
      ],
      meta: { resourceType: 'Schema', location: `${BASE}/Schemas/urn:x` },
    });
  });

  test('a resource type shows its schemas', () => {
    expect(resourceTypeResource(strictPrinter.type, BASE)).toMatchObject({
      schemas: [`${CORE}:ResourceType`],
      id: 'Printer',
      name: 'Printer',
      endpoint: '/Printers',
      description: 'A printer',
      schema: PRINTER,
      meta: { resourceType: 'ResourceType', location: `${BASE}/ResourceTypes/Printer` },
    });
    expect(resourceTypeResource(strictPrinter.type, BASE)['schemaExtensions']).toContainEqual({
      schema: SUPPLIES,
      required: true,
    });
  });

  test('the configuration shows what is offered', () => {
    expect(serviceProviderConfig(BASE, 1_048_576)).toEqual({
      schemas: [`${CORE}:ServiceProviderConfig`],
      patch: { supported: true },
      bulk: { supported: true, maxOperations: 200, maxPayloadSize: 1_048_576 },
      filter: { supported: true, maxResults: 200 },
      changePassword: { supported: false },
      sort: { supported: true },
      etag: { supported: true },
      pagination: {
        cursor: true,
        index: true,
        defaultPaginationMethod: 'index',
        defaultPageSize: 100,
        maxPageSize: 200,
        cursorTimeout: 3600,
      },
      authenticationSchemes: [
        {
          type: 'oauthbearertoken',
          name: 'Bearer token',
          description: expect.stringMatching(/./),
          specUri: 'https://www.rfc-editor.org/info/rfc6750',
          primary: true,
        },
        {
          type: 'oauth2',
          name: 'OAuth 2.0 client credentials',
          description: expect.stringContaining('/oauth/token'),
          specUri: 'https://www.rfc-editor.org/info/rfc6749',
          primary: false,
        },
      ],
      meta: { resourceType: 'ServiceProviderConfig', location: `${BASE}/ServiceProviderConfig` },
    });
  });
});
