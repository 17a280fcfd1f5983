import { expect } from 'expect';
import { afterAll, beforeAll, check, ofProfile } from '../../harness/collect.ts';
import { openTarget, type Target } from '../../harness/target.ts';
import { anyUser } from '../messages.ts';
import { clientOf, isNothing } from './client.ts';

const NOBODY = '7f3c0e5a-54bb-4b8e-8f4e-0a0d3a3c1e11';

export const preview = ofProfile('entra')('Microsoft: preview checks', () => {
  let scim: Target;
  beforeAll(async () => {
    scim = await openTarget('entra');
  });
  afterAll(async () => scim.drop());
  const { group, patch } = clientOf(() => scim);
  const soon = (title: string, run: () => Promise<void>): void => check('preview', 'SCIM Validator', title, run);

  soon('Patch User - Multiple Ops on different attributes', async () => {
    const read = await patch(
      await anyUser(scim, { preferredLanguage: 'de' }),
      { op: 'remove', path: 'preferredLanguage' },
      { op: 'add', path: 'externalId', value: 'e' },
      { op: 'replace', path: 'displayName', value: 'D' },
    );
    expect(read).toMatchObject({ externalId: 'e', displayName: 'D' });
    expect(isNothing(read['preferredLanguage'])).toBe(true);
  });

  soon('Patch User - Multiple Ops on same attribute', async () => {
    const read = await patch(
      await anyUser(scim, { displayName: 'before' }),
      { op: 'remove', path: 'displayName' },
      { op: 'add', path: 'displayName', value: 'a' },
      { op: 'replace', path: 'displayName', value: 'b' },
    );
    expect(read['displayName']).toBe('b');
  });

  soon('Delete a non-existent User', async () => {
    expect((await scim.request('DELETE', `/Users/${NOBODY}`)).status).toBe(404);
  });

  soon('Delete the same User twice', async () => {
    const { url } = await anyUser(scim);
    const statuses = [(await scim.request('DELETE', url)).status, (await scim.request('DELETE', url)).status];
    expect(statuses).toEqual([204, 404]);
  });

  soon('Patch Group - Multiple Ops on same attribute', async () => {
    const { id } = await anyUser(scim);
    const read = await patch(
      await group(),
      { op: 'add', path: 'members', value: [{ value: id }] },
      { op: 'remove', path: 'members', value: [{ value: id }] },
    );
    expect(read['members'] ?? []).toEqual([]);
  });

  soon('Delete a non-existent Group', async () => {
    expect((await scim.request('DELETE', `/Groups/${NOBODY}`)).status).toBe(404);
  });

  soon('Delete the same Group twice', async () => {
    const { url } = await group();
    const statuses = [(await scim.request('DELETE', url)).status, (await scim.request('DELETE', url)).status];
    expect(statuses).toEqual([204, 404]);
  });
});
