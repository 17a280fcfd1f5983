import { afterAll, beforeAll, list, type Suite } from '../../harness/collect.ts';
import { openTarget, type Target } from '../../harness/target.ts';
import { ipsieGroups } from './ipsie-groups.ts';
import { ipsieShared } from './ipsie-shared.ts';
import { ipsieUsers } from './ipsie-users.ts';

/** What the IPSIE AL SCIM 2.0 Profile (draft 00, September 2026) asks of an application, as far as a client can see it. */
export const ipsie: Suite = list('IPSIE AL SCIM 2.0 Profile, draft 00', () => {
  let scim: Target;
  beforeAll(async () => {
    scim = await openTarget('strict');
  });
  afterAll(async () => scim.drop());
  for (const add of [ipsieShared, ipsieUsers, ipsieGroups]) add(() => scim);
});
