import { expect } from 'expect';
import { afterAll, beforeAll, check, ofProfile } from '../../harness/collect.ts';
import { openTarget, type ScimBody, type Target } from '../../harness/target.ts';
import { GROUP, RUN, anyUser, groupOf, make } from '../messages.ts';
import { clientOf, isGone, only } from './client.ts';

const SOURCE = 'SCIM Validator, groups';
const WITHOUT = 'excludedAttributes=members&';

const members = (body: ScimBody): string[] => {
  const list: unknown = body['members'] ?? [];
  return (Array.isArray(list) ? list : []).map((one: Record<string, unknown>) => String(one['value'])).toSorted();
};

export const groups = ofProfile('entra')('Microsoft: mandatory checks of groups', () => {
  let scim: Target;
  beforeAll(async () => {
    scim = await openTarget('entra');
  });
  afterAll(async () => scim.drop());
  const { find, group, patch } = clientOf(() => scim);
  const mandatory = (title: string, run: () => Promise<void>): void => check('mandatory', SOURCE, title, run);
  const crowd = async () => {
    const { id } = await anyUser(scim);
    return make(scim, '/Groups', groupOf({ members: [{ value: id }] }));
  };

  mandatory('Get a group by id excluding members', async () => {
    const staff = await crowd();
    const { status, body } = await scim.request('GET', `${staff.url}?excludedAttributes=members`);
    expect({ status, ...body }).toMatchObject({ status: 200, id: staff.id, displayName: staff.body['displayName'] });
    expect(body).not.toHaveProperty('members');
  });

  mandatory('Filter for an existing group excluding members', async () => {
    const staff = await crowd();
    const found = only(await find('/Groups', `displayName eq "${String(staff.body['displayName'])}"`, WITHOUT));
    expect(found.id).toBe(staff.id);
    expect(found).not.toHaveProperty('members');
  });

  mandatory('Filter for an existing group', async () => {
    const staff = await group();
    expect(only(await find('/Groups', `displayName eq "${String(staff.body['displayName'])}"`)).id).toBe(staff.id);
  });

  mandatory('Filter for a non-existing group', async () => {
    expect((await find('/Groups', `displayName eq "nobody ${RUN}"`)).totalResults).toBe(0);
  });

  mandatory('Filter for an existing group with a different case', async () => {
    const staff = await group();
    const name = String(staff.body['displayName']).toUpperCase();
    expect(only(await find('/Groups', `displayName eq "${name}"`)).id).toBe(staff.id);
  });

  mandatory('Create a new Group', async () => {
    const staff = await group();
    const { status, body } = await scim.request('GET', staff.url);
    expect({ status, ...body }).toMatchObject({ status: 200, id: staff.id, displayName: staff.body['displayName'] });
  });

  mandatory('Create a duplicate Group', async () => {
    const { body } = await group();
    const again = await scim.request('POST', '/Groups', { schemas: [GROUP], displayName: body['displayName'] });
    expect(again.status).toBe(409);
  });

  mandatory('Patch Group - Replace Attributes', async () => {
    const value = { externalId: `replaced-${RUN}` };
    expect(await patch(await group(), { op: 'replace', value })).toMatchObject(value);
  });

  mandatory('Update Group displayName', async () => {
    const staff = await group();
    const displayName = `Renamed ${String(staff.body['displayName'])}`;
    expect(await patch(staff, { op: 'Replace', path: 'displayName', value: displayName })).toMatchObject({
      displayName,
    });
  });

  mandatory('Patch Group - Add Member', async () => {
    const { id } = await anyUser(scim);
    expect(members(await patch(await group(), { op: 'replace', path: 'members', value: [{ value: id }] }))).toEqual([
      id,
    ]);
  });

  mandatory('Patch Group - Remove Member', async () => {
    const [a, b, staff] = [await anyUser(scim), await anyUser(scim), await group()];
    const both = [{ value: a.id }, { value: b.id }];
    const two = await patch(staff, { op: 'replace', path: 'members', value: both });
    expect(members(two)).toEqual([a.id, b.id].toSorted());
    expect(members(await patch(staff, { op: 'remove', path: `members[value eq "${a.id}"]` }))).toEqual([b.id]);
  });

  mandatory('Delete a Group', async () => {
    const { url } = await group();
    expect((await scim.request('DELETE', url)).status).toBe(204);
    await isGone(scim, url);
  });
});
