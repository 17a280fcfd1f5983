import { repeatedMarks } from '../evidence.ts';
import type { Signature } from './signature.ts';
import { counted, PROVISIONING, some } from './words.ts';

/** What fails or comes again in every cycle, because Entra and this directory do not agree. */
export const REPEATS: readonly Signature[] = [
  {
    id: 'user-conflicts-every-cycle',
    number: 9,
    severity: 'attention',
    title: 'The same user cannot be created, cycle after cycle',
    cause:
      'A user with the same userName is here already and is not found by the matching attribute: often the account name and the mail address differ',
    fix: 'match by userName, or by the attribute in which both agree; or rename one of the two accounts in Entra',
    find: (evidence) =>
      some(
        repeatedMarks(evidence, 'conflict', 2),
        (count) => `${counted(count, 'creation', 'creations')} answered 409 in each of the last two cycles`,
      ),
  },
  {
    id: 'ids-not-here',
    number: 10,
    severity: 'attention',
    title: 'Entra asks for users or groups that are not here',
    cause: 'They were deleted or erased here, and Entra still knows their ids',
    fix: `${PROVISIONING}: Restart provisioning; if that does not help, restart it with resetScope Full through Microsoft Graph, so that Entra forgets the ids`,
    find: (evidence) =>
      some(
        repeatedMarks(evidence, 'missing', 2),
        (count) => `${counted(count, 'id', 'ids')} asked for in vain in each of the last two cycles`,
      ),
  },
  {
    id: 'same-change-every-cycle',
    number: 11,
    severity: 'attention',
    title: 'The same change comes in every cycle',
    cause:
      'Entra does not read back what it wrote: a value comes to it in another form or place, or two mappings write the same attribute',
    fix: 'see in the Provisioning logs which attribute is updated again and again; look for two mappings onto it, and report it to the operator of this service if there is one only',
    find: (evidence) =>
      some(
        repeatedMarks(evidence, 'patch', 3),
        (count) => `${counted(count, 'identical update', 'identical updates')} in each of the last three cycles`,
      ),
  },
];
