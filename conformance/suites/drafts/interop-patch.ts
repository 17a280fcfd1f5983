import { expect } from 'expect';
import { check } from '../../harness/collect.ts';
import type { Target } from '../../harness/target.ts';
import { anyUser, patchOf, refused } from '../messages.ts';
import { get, inside } from './published.ts';

const must = (section: string, title: string, run: () => Promise<void>): void =>
  check('MUST', `interop §${section}`, title, run);

const work = { type: 'work', value: 'work@example.com' };
const home = { type: 'home', value: 'home@example.com' };

/** §6.5: the part of PATCH that the profile leaves. */
export function interopPatch(target: () => Target): void {
  const patched = async (attributes: Record<string, unknown>, ...operations: unknown[]) => {
    const { url } = await anyUser(target(), attributes);
    expect([200, 204]).toContain((await target().request('PATCH', url, patchOf(...operations))).status);
    return get(target(), url);
  };

  must('6.5', 'PATCH is offered', async () => {
    expect(inside(await get(target(), '/ServiceProviderConfig'), 'patch')['supported']).toBe(true);
    const operation = { op: 'replace', path: 'title', value: 'x' };
    expect(await patched({}, operation)).toMatchObject({ title: 'x' });
  });

  must('6.5.1', 'an operation without a path is 400 invalidSyntax', async () => {
    const { url } = await anyUser(target());
    const body = patchOf({ op: 'replace', value: { title: 'x' } });
    refused(await target().request('PATCH', url, body), 400, 'invalidSyntax');
  });

  must('6.5.1', 'one request changes several attributes', async () => {
    const operations = [
      { op: 'replace', path: 'title', value: 'x' },
      { op: 'replace', path: 'name.givenName', value: 'G' },
    ];
    expect(await patched({}, ...operations)).toMatchObject({ title: 'x', name: { givenName: 'G' } });
  });

  must('6.5.2', 'add and replace are one for a simple attribute', async () => {
    for (const op of ['add', 'replace'])
      for (const before of [{}, { title: 'before' }])
        expect(await patched(before, { op, path: 'title', value: 'after' })).toMatchObject({ title: 'after' });
  });

  must('6.5.2', 'replace of a complex attribute leaves nothing of what was there', async () => {
    const name = { givenName: 'Ada', familyName: 'Byron' };
    const { name: left } = await patched({ name }, { op: 'replace', path: 'name', value: { familyName: 'Lovelace' } });
    expect(left).toEqual({ familyName: 'Lovelace' });
  });

  must('6.5.2', 'add to a complex attribute keeps what was there', async () => {
    const name = { givenName: 'Ada', familyName: 'Byron' };
    const { name: left } = await patched({ name }, { op: 'add', path: 'name', value: { familyName: 'Lovelace' } });
    expect(left).toEqual({ givenName: 'Ada', familyName: 'Lovelace' });
  });

  must('6.5.2', 'replace of a list replaces it as a whole', async () => {
    const { emails } = await patched({ emails: [work] }, { op: 'replace', path: 'emails', value: [home] });
    expect(emails).toMatchObject([home]);
  });

  must('6.5.2', 'add to a list appends', async () => {
    const { emails } = await patched({ emails: [work] }, { op: 'add', path: 'emails', value: [home] });
    expect(emails).toEqual(expect.arrayContaining([expect.objectContaining(work), expect.objectContaining(home)]));
  });

  must('6.5.2', 'a filter with a sub-attribute changes the value it selects', async () => {
    const operation = { op: 'replace', path: 'emails[type eq "work"].value', value: 'new@example.com' };
    const { emails } = await patched({ emails: [work, home] }, operation);
    expect(emails).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...work, value: 'new@example.com' }),
        expect.objectContaining(home),
      ]),
    );
  });
}
