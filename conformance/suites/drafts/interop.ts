import { afterAll, beforeAll, list, type Suite } from '../../harness/collect.ts';
import { openTarget, type Target } from '../../harness/target.ts';
import { interopModel } from './interop-model.ts';
import { interopPatch } from './interop-patch.ts';
import { interopProtocol } from './interop-protocol.ts';

/** What draft-zollner-scim-interop-profile-01 asks of a service provider, as far as a client can see it. */
export const interop: Suite = list('draft-zollner-scim-interop-profile-01', () => {
  let scim: Target;
  beforeAll(async () => {
    scim = await openTarget('strict');
  });
  afterAll(async () => scim.drop());
  for (const add of [interopModel, interopProtocol, interopPatch]) add(() => scim);
});
