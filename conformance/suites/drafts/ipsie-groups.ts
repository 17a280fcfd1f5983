import { expect } from 'expect';
import { check } from '../../harness/collect.ts';
import type { Target } from '../../harness/target.ts';
import { GROUP, RUN, anyUser, groupOf, make, patchOf } from '../messages.ts';
import { attributesOf, get, listOf, namesOf } from './published.ts';

/** The groups of AL2. */
export function ipsieGroups(target: () => Target): void {
  const must = (part: string, title: string, run: () => Promise<void>): void =>
    check('MUST', `IPSIE AL2 ${part}`, title, run);
  const group = (attributes: Record<string, unknown> = {}) => make(target(), '/Groups', groupOf(attributes));

  must('group schema', 'displayName and members are in the schema', async () => {
    const names = namesOf(await attributesOf(target(), GROUP));
    expect(names).toEqual(expect.arrayContaining(['displayName', 'members']));
  });

  must('group schema', 'externalId is kept', async () => {
    const { url } = await group({ externalId: `kept-${RUN}` });
    expect(await get(target(), url)).toMatchObject({ externalId: `kept-${RUN}` });
  });

  check('SHOULD NOT', 'IPSIE AL2 group schema', 'two groups do not have the same displayName', async () => {
    const { body } = await group();
    const again = await target().request('POST', '/Groups', groupOf({ displayName: body['displayName'] }));
    expect(again.status).toBe(409);
  });

  must('group creation', 'a group may have no members', async () => {
    const { url } = await group();
    expect((await get(target(), url))['members'] ?? []).toEqual([]);
  });

  must('all groups', 'all groups are listed', async () => {
    await group();
    expect((await get(target(), '/Groups?excludedAttributes=members')).totalResults).toBeGreaterThan(0);
  });

  must('group by id', 'a group is read by id', async () => {
    const { id, url } = await group();
    expect(await get(target(), url)).toMatchObject({ id });
  });

  must('groups by filter', 'groups are found by displayName eq, externalId eq and members[value eq]', async () => {
    const member = await anyUser(target());
    const externalId = `${crypto.randomUUID()}-${RUN}`;
    const { id, body } = await group({ externalId, members: [{ value: member.id }] });
    for (const filter of [
      `displayName eq "${String(body['displayName'])}"`,
      `externalId eq "${externalId}"`,
      `members[value eq "${member.id}"]`,
    ]) {
      const found = (await get(target(), `/Groups?filter=${encodeURIComponent(filter)}`)).Resources;
      expect([filter, found.map((one) => one.id)]).toEqual([filter, expect.arrayContaining([id])]);
    }
  });

  must('group update', 'a group is renamed by PATCH', async () => {
    const { url } = await group();
    const displayName = `Renamed ${crypto.randomUUID()} ${RUN}`;
    const body = patchOf({ op: 'replace', path: 'displayName', value: displayName });
    expect([200, 204]).toContain((await target().request('PATCH', url, body)).status);
    expect(await get(target(), url)).toMatchObject({ displayName });
  });

  must('group update', 'one PATCH has 50 changes of members', async () => {
    const [a, b] = [await anyUser(target()), await anyUser(target())];
    const { url } = await group();
    const operations = Array.from({ length: 50 }, (_, index) =>
      index % 2 === 0
        ? { op: 'add', path: 'members', value: [{ value: index % 4 === 0 ? a.id : b.id }] }
        : { op: 'remove', path: `members[value eq "${a.id}"]` },
    );
    expect([200, 204]).toContain((await target().request('PATCH', url, patchOf(...operations))).status);
    const { members } = await get(target(), url);
    expect(listOf(members).map(({ value }) => value)).toEqual([b.id]);
  });
}
