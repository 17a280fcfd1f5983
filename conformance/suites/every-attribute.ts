import { expect } from 'expect';
import { afterAll, beforeAll, ofProfile, test, type ProfileName } from '../harness/collect.ts';
import { openTarget, type Target } from '../harness/target.ts';
import { ENTERPRISE, GROUP, RUN, USER, groupOf, anyUser, make, patchOf, refused, type Made } from './messages.ts';

interface Published {
  readonly name: string;
  readonly type: string;
  readonly multiValued: boolean;
  readonly required: boolean;
  readonly mutability: string;
  readonly subAttributes?: readonly Published[];
}

/** What stands for an attribute in a test: two values that differ. */
const SAMPLES: Readonly<Record<string, readonly [unknown, unknown]>> = {
  string: ['first', 'second'],
  boolean: [true, false],
  reference: ['https://example.com/first', 'https://example.com/second'],
  binary: ['Zmlyc3Q=', 'c2Vjb25k'],
  dateTime: ['2027-01-31T08:00:00Z', '2028-01-31T08:00:00Z'],
  integer: [1, 2],
  decimal: [1.5, 2.5],
};
const sample = (attribute: Published, which: 0 | 1): unknown => SAMPLES[attribute.type]?.[which];
/** The URI of a reference is the service's to tell, whatever a client sends. */
const writable = ({ name, mutability }: Published): boolean =>
  name !== '$ref' && (mutability === 'readWrite' || mutability === 'immutable');

/** A value of a complex attribute with every sub-attribute that can be set. */
const object = (attribute: Published, which: 0 | 1): Record<string, unknown> =>
  Object.fromEntries(
    (attribute.subAttributes ?? []).filter(writable).map((sub) => [sub.name, sample(sub, which)] as const),
  );

const ROWS: readonly [ProfileName, string, string, string][] = [
  ['strict', '/Users', USER, ''],
  ['strict', '/Users', ENTERPRISE, `${ENTERPRISE}:`],
  ['strict', '/Groups', GROUP, ''],
  ['entra', '/Users', USER, ''],
  ['entra', '/Users', ENTERPRISE, `${ENTERPRISE}:`],
  ['entra', '/Groups', GROUP, ''],
];

export const everyAttribute = ROWS.map(([profile, endpoint, urn, prefix]) =>
  ofProfile(profile)(`every attribute, profile ${profile}, ${endpoint}, ${urn}`, () => {
    let scim: Target;
    let attributes: readonly Published[];
    beforeAll(async () => {
      scim = await openTarget(profile);
      const { body } = await scim.request('GET', `/Schemas/${urn}`);
      // Strict, a member has to be somebody: conformance/groups.test.ts and http/groups.test.ts are about members.
      attributes = (body as unknown as { attributes: readonly Published[] }).attributes.filter(
        (attribute) => writable(attribute) && (attribute.name !== 'members' || profile === 'entra'),
      );
    });
    afterAll(async () => scim.drop());

    const fresh = () => (endpoint === '/Users' ? anyUser(scim) : make(scim, endpoint, groupOf()));
    const held = async ({ url }: Made, name: string): Promise<unknown> => {
      const { body } = await scim.request('GET', url);
      return ((prefix === '' ? body : (body[urn] ?? {})) as Record<string, unknown>)[name];
    };
    const patch = async ({ url }: Made, ...operations: unknown[]) => {
      const answer = await scim.request('PATCH', url, patchOf(...operations));
      expect([200, 204]).toContain(answer.status);
    };

    test('a simple attribute is added, replaced and removed by its path', async () => {
      const made = await fresh();
      for (const attribute of attributes.filter(({ type }) => type !== 'complex')) {
        const path = `${prefix}${attribute.name}`;
        const values = [sample(attribute, 0), sample(attribute, 1)];
        await patch(made, { op: 'add', path, value: values[0] });
        expect([path, await held(made, attribute.name)]).toEqual([path, values[0]]);
        await patch(made, { op: 'replace', path, value: values[1] });
        expect([path, await held(made, attribute.name)]).toEqual([path, values[1]]);
        if (attribute.required) continue;
        if (path === 'active' && profile === 'strict') {
          refused(await scim.request('PATCH', made.url, patchOf({ op: 'remove', path })), 400, 'mutability');
          continue;
        }
        await patch(made, { op: 'remove', path });
        // A user is always active or not; a removal must not bring a deactivated one back.
        expect([path, await held(made, attribute.name)]).toEqual([path, path === 'active' ? false : undefined]);
      }
      // Its userName or displayName is unique, and the next test wants it.
      await scim.request('DELETE', made.url);
    });

    test('a complex attribute is added, replaced and removed, whole and by sub-attribute', async () => {
      const made = await fresh();
      for (const attribute of attributes.filter(({ type, multiValued }) => type === 'complex' && !multiValued)) {
        const path = `${prefix}${attribute.name}`;
        for (const which of [0, 1] as const) {
          await patch(made, { op: which === 0 ? 'add' : 'replace', path, value: object(attribute, which) });
          expect([path, await held(made, attribute.name)]).toEqual([path, object(attribute, which)]);
        }
        await patch(made, { op: 'remove', path });
        expect([path, await held(made, attribute.name)]).toEqual([path, undefined]);
        for (const sub of attribute.subAttributes?.filter(writable) ?? []) {
          const subPath = `${path}.${sub.name}`;
          for (const which of [0, 1] as const) {
            await patch(made, { op: which === 0 ? 'add' : 'replace', path: subPath, value: sample(sub, which) });
            expect([subPath, await held(made, attribute.name)]).toEqual([subPath, { [sub.name]: sample(sub, which) }]);
          }
          await patch(made, { op: 'remove', path: subPath });
          expect([subPath, await held(made, attribute.name)]).toEqual([subPath, undefined]);
        }
      }
    });

    test('a multi-valued attribute is added to, replaced and removed, whole and by filter', async () => {
      const made = await fresh();
      for (const attribute of attributes.filter(({ multiValued }) => multiValued)) {
        const path = `${prefix}${attribute.name}`;
        const [first, second] = [object(attribute, 0), { ...object(attribute, 1), primary: undefined }];
        delete second.primary;
        await patch(made, { op: 'add', path, value: [first] }, { op: 'add', path, value: [second] });
        expect([path, await held(made, attribute.name)]).toEqual([path, [first, second]]);
        await patch(made, { op: 'remove', path: `${path}[type eq "first"]` });
        expect([path, await held(made, attribute.name)]).toEqual([path, [second]]);
        await patch(made, { op: 'replace', path, value: [first] });
        expect([path, await held(made, attribute.name)]).toEqual([path, [first]]);
        for (const sub of attribute.subAttributes?.filter((sub) => writable(sub) && sub.mutability === 'readWrite') ??
          []) {
          const selected = `${path}[${sub.name === 'type' ? 'primary eq true' : 'type eq "first"'}].${sub.name}`;
          await patch(made, { op: 'replace', path: selected, value: sample(sub, 1) });
          expect([selected, await held(made, attribute.name)]).toEqual([
            selected,
            [{ ...first, [sub.name]: sample(sub, 1) }],
          ]);
          await patch(made, { op: 'replace', path, value: [first] });
        }
        await patch(made, { op: 'remove', path });
        expect([path, await held(made, attribute.name)]).toEqual([path, undefined]);
      }
    });

    test('everything at once by POST, by PUT and by a PATCH without a path comes back as sent', async () => {
      const all = (which: 0 | 1): Record<string, unknown> =>
        Object.fromEntries(
          attributes.map((attribute) => {
            const value = attribute.type === 'complex' ? object(attribute, which) : sample(attribute, which);
            return [attribute.name, attribute.multiValued ? [value] : value];
          }),
        );
      const body = (which: 0 | 1) => ({
        schemas: endpoint === '/Groups' ? [GROUP] : prefix === '' ? [USER] : [USER, urn],
        ...(endpoint === '/Users' ? { userName: `${profile}-${RUN}@example.com` } : {}),
        ...(prefix === '' ? all(which) : { [urn]: all(which) }),
      });
      const made = await make(scim, endpoint, body(0));
      expect(made.body).toMatchObject(body(0));
      const put = await scim.request('PUT', made.url, body(1));
      expect(put).toMatchObject({ status: 200, body: body(1) });
      const { schemas: _, ...value } = body(0);
      await patch(made, { op: 'replace', value });
      expect((await scim.request('GET', made.url)).body).toMatchObject(value);
    });
  }),
);
