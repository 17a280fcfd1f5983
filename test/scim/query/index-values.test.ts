import { bindFilter } from '../../../lambdas/scim/query/bind.ts';
import { indexValues } from '../../../lambdas/scim/query/index-values.ts';
import { claimAttributes, lookupAttributes } from '../../../lambdas/scim/query/indexed-attributes.ts';
import { parseFilter } from '../../../lambdas/scim/query/parse.ts';
import { planFilter } from '../../../lambdas/scim/query/plan.ts';
import type { Attributes } from '../../../lambdas/scim/resource/resource.ts';
import type { ResourceType } from '../../../lambdas/scim/schemas/resource-type.ts';
import { tenantResourceTypes } from '../../../lambdas/tenant/resource-types.ts';
import { BADGE as B, TENANT_SCHEMAS } from '../../support/tenant-schemas.ts';
import { ENTERPRISE as E, strictBadged, strictPrinter } from '../rules.ts';

const typeWith = (...matching: string[]): ResourceType =>
  tenantResourceTypes(matching, TENANT_SCHEMAS)[0] as ResourceType;

describe('what a resource is found by', () => {
  test('claims are what is unique, lookups what the type names, each once', () => {
    const type = typeWith(`${E}:manager`, 'title', 'externalId', 'TITLE', 'userName', `${E}:employeeNumber`);
    expect(claimAttributes(type).map(({ path }) => path)).toEqual(['userName', `${B}:number`, `${B}:home`]);
    expect(lookupAttributes(type).map(({ path }) => path)).toEqual([
      'externalId',
      'emails.value',
      `${E}:manager.value`,
      'title',
      `${E}:employeeNumber`,
    ]);
    expect(claimAttributes(type)).toBe(claimAttributes(type));
    expect(claimAttributes(strictPrinter.type).map(({ path }) => path)).toContain('displayName');
  });

  test('values are folded unless their case matters, counted once, and empty ones have no index', () => {
    const type = typeWith(`${E}:manager`, `${B}:wholes`, 'title', 'nickName');
    const attributes: Attributes = {
      userName: 'Ada',
      externalId: 'Ext',
      title: null,
      nickName: '',
      emails: [{ value: 'A@x' }, { value: 'a@X' }, { type: 'work' }, { value: '' }, { value: 'b' }],
      [E]: { manager: { value: 'M' } },
      [B]: { number: 'N1', home: 'H', wholes: [1, 2] },
    };
    expect(indexValues(type, attributes)).toEqual({
      claims: [
        { attribute: 'userName', value: 'ada' },
        { attribute: `${B}:number`, value: 'n1' },
        { attribute: `${B}:home`, value: 'H' },
      ],
      lookups: [
        { attribute: 'externalId', value: 'Ext' },
        { attribute: 'emails.value', value: 'a@x', beside: 'userName' },
        { attribute: 'emails.value', value: 'b', beside: 'userName' },
        { attribute: `${E}:manager.value`, value: 'M' },
        { attribute: `${B}:wholes`, value: '1' },
        { attribute: `${B}:wholes`, value: '2' },
      ],
    });
    expect(indexValues(type, { userName: 'a' })).toEqual({
      claims: [{ attribute: 'userName', value: 'a' }],
      lookups: [],
    });
  });

  test('each value of a sub-attribute that has several is found', () => {
    const type = typeWith(`${B}:keys.doors`);
    const attributes = { [B]: { keys: [{ doors: [1, 2] }, { doors: [2, 3] }] } };
    const values = indexValues(type, attributes).lookups.map(({ value }) => value);
    expect(values).toEqual(['1', '2', '3']);
    const filter = bindFilter(parseFilter(`${B}:keys.doors eq 3`), { ...strictBadged, type });
    expect(planFilter(filter, type)).toEqual({ kind: 'lookup', lookup: { attribute: `${B}:keys.doors`, value: '3' } });
  });

  test('40 values are taken, and more are refused', () => {
    const emails = (count: number) => ({
      userName: 'a',
      emails: Array.from({ length: count }, (_, n) => ({ value: `${n}` })),
    });
    expect(indexValues(strictBadged.type, emails(40)).lookups).toHaveLength(40);
    expect(() => indexValues(strictBadged.type, emails(41))).toThrow(
      expect.objectContaining({
        status: 400,
        scimType: 'invalidValue',
        message:
          'the resource has 41 values in externalId, emails.value, urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value; at most 40 are allowed',
      }),
    );
  });

  test('a path that the schemas do not know is an error of whoever configured it', () => {
    expect(() => lookupAttributes(typeWith('shoeSize'))).toThrow('User has no attribute "shoeSize" to look up by');
  });
});
