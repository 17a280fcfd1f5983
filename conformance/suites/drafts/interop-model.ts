import { expect } from 'expect';
import { check } from '../../harness/collect.ts';
import type { Target } from '../../harness/target.ts';
import { RUN, USER, anyUser, patchOf, refused, userOf } from '../messages.ts';
import { get, inside, listOf, namesOf } from './published.ts';

const must = (section: string, title: string, run: () => Promise<void>): void =>
  check('MUST', `interop §${section}`, title, run);

/** §4 and §5: what is published, the case of values, unknown attributes. */
export function interopModel(target: () => Target): void {
  const found = async (filter: string): Promise<number> =>
    (await get(target(), `/Users?filter=${encodeURIComponent(filter)}`)).totalResults;

  must('4', 'interopProfileConformant is true, false or left out', async () => {
    const said = (await get(target(), '/ServiceProviderConfig'))['interopProfileConformant'];
    expect([undefined, true, false]).toContain(said);
  });

  must('5.1', 'configuration, schemas and resource types can be read', async () => {
    for (const path of ['/ServiceProviderConfig', '/Schemas', '/ResourceTypes']) await get(target(), path);
  });

  must('5.1', 'every schema that a resource type names is in /Schemas', async () => {
    const published = listOf((await get(target(), '/Schemas')).Resources).map(({ id }) => id);
    for (const type of listOf((await get(target(), '/ResourceTypes')).Resources)) {
      const named = [type['schema'], ...listOf(type['schemaExtensions']).map(({ schema }) => schema)];
      expect(published).toEqual(expect.arrayContaining(named));
    }
  });

  must('5.1', 'the id of a resource type is its name', async () => {
    const types = listOf((await get(target(), '/ResourceTypes')).Resources);
    expect(types.map(({ id }) => id)).toEqual(namesOf(types));
  });

  must('5.2', 'userName has no case, for filters and for uniqueness', async () => {
    const { body } = await anyUser(target());
    const userName = body.userName.toUpperCase();
    expect(await found(`userName eq "${userName}"`)).toBe(1);
    refused(await target().request('POST', '/Users', userOf({ userName })), 409, 'uniqueness');
  });

  must('5.2', 'externalId has case, where it is supported', async () => {
    const externalId = `Case-${crypto.randomUUID()}-${RUN}`;
    const { body } = await anyUser(target(), { externalId });
    if (body['externalId'] === undefined) return;
    expect([await found(`externalId eq "${externalId}"`), await found(`externalId eq "${externalId.toLowerCase()}"`)])
      // The letters that were sent find it, others do not.
      .toEqual([1, 0]);
  });

  must('5.2', 'id has case', async () => {
    const { id } = await anyUser(target());
    const other = id === id.toUpperCase() ? id.toLowerCase() : id.toUpperCase();
    if (other === id) return;
    expect((await target().request('GET', `/Users/${other}`)).status).toBe(404);
  });

  must('5.3', 'a POST with an unknown attribute is 400 invalidSyntax', async () => {
    refused(await target().request('POST', '/Users', userOf({ shoeSize: 38 })), 400, 'invalidSyntax');
  });

  must('5.3', 'a POST with an unknown schema is 400 invalidSyntax', async () => {
    const urn = 'urn:example:unknown:2.0:User';
    const body = userOf({ schemas: [USER, urn], [urn]: { shoeSize: 38 } });
    refused(await target().request('POST', '/Users', body), 400, 'invalidSyntax');
  });

  must('5.3', 'a PATCH of an unknown attribute is 400 invalidSyntax', async () => {
    const { url } = await anyUser(target());
    const body = patchOf({ op: 'replace', path: 'shoeSize', value: 38 });
    refused(await target().request('PATCH', url, body), 400, 'invalidSyntax');
  });

  must('5.4', 'every "type" of a multi-valued attribute has canonicalValues', async () => {
    const schemas = listOf((await get(target(), '/Schemas')).Resources).filter(({ id }) => isOfResource(String(id)));
    const without = schemas.flatMap((schema) =>
      listOf(schema['attributes'])
        .filter(({ multiValued }) => multiValued === true)
        .filter(({ subAttributes }) =>
          listOf(subAttributes).some((sub) => sub['name'] === 'type' && !isFilled(inside({ sub }, 'sub'))),
        ),
    );
    expect(namesOf(without)).toEqual([]);
  });
}

const isFilled = ({ canonicalValues }: Readonly<Record<string, unknown>>): boolean =>
  Array.isArray(canonicalValues) && canonicalValues.length > 0;

/** The schemas of discovery are no targets of provisioning. */
const isOfResource = (urn: string): boolean => !/:(?:ServiceProviderConfig|ResourceType|Schema)$/.test(urn);
