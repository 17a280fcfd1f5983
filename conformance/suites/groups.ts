import { expect } from 'expect';
import { afterAll, beforeAll, ofProfile, test } from '../harness/collect.ts';
import { openTarget, type Target } from '../harness/target.ts';
import { groupOf, anyUser, make } from './messages.ts';

export const groups = ofProfile('strict')('groups of a user (RFC 7643 §4.1.2)', () => {
  let scim: Target;
  beforeAll(async () => {
    scim = await openTarget('strict');
  });
  afterAll(async () => scim.drop());

  test('a user shows the groups it is in, with id and URI, when they are asked for', async () => {
    const ada = await anyUser(scim);
    const group = await make(scim, '/Groups', groupOf({ members: [{ value: ada.id }] }));
    const { body } = await scim.request('GET', `${ada.url}?attributes=groups`);
    expect(body['groups']).toMatchObject([{ value: group.id, $ref: group.body.meta['location'] }]);
  });

  test('a member has the URI of the resource it is', async () => {
    const ada = await anyUser(scim);
    const group = await make(scim, '/Groups', groupOf({ members: [{ value: ada.id }] }));
    const { body } = await scim.request('GET', group.url);
    expect(body['members']).toMatchObject([{ value: ada.id, $ref: ada.body.meta['location'] }]);
  });
});
