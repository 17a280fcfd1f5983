import { fateOf, type Fate, type Wanted } from '../../../lambdas/service/lifecycle/restored/fate.ts';
import type { StoredResource } from '../../../lambdas/life/stored-resource.ts';

/** The table is restored to 10:00. */
const at = (hour: number): string => `2027-01-31T${hour}:00:00.000Z`;
const first: Wanted = { since: at(10), again: false, discardNewer: false };
const discarding = { ...first, discardNewer: true };
/** Everything up to 12:00 was taken over before. */
const again: Wanted = { since: at(12), again: true, discardNewer: false };

const person = (more: Partial<StoredResource> = {}): StoredResource => ({
  type: 'User',
  id: 'a',
  version: 3,
  created: at(9),
  lastModified: at(9),
  attributes: {},
  ...more,
});
const erased = person({ deletedAt: at(11), erasedAt: at(11), version: 5 });
const deleted = person({ softDeletedAt: at(11), deletedAt: at(11), version: 4 });
const hold = { since: at(11), reason: 'a case' };

test.each<[string, StoredResource, StoredResource | undefined, Wanted, Fate]>([
  ['erased since', erased, person(), first, 'erase'],
  ['erased since, whatever is wanted', erased, person(), discarding, 'erase'],
  ['erased since, and held then', erased, person({ hold: { since: at(9), reason: 'x' } }), first, 'erase'],
  ['erased since the merge', erased, person({ version: 9 }), again, 'erase'],
  ['erased then', erased, erased, first, 'leave'],
  ['came and was erased since', erased, undefined, first, 'entomb'],
  ['came and was erased since, and nobody is taken', erased, undefined, discarding, 'entomb'],
  ['erased where it is used by now', person({ version: 9 }), erased, again, 'leave'],
  ['came since', person({ created: at(11) }), undefined, first, 'take'],
  ['came since, and nobody is taken', person({ created: at(11) }), undefined, discarding, 'leave'],
  ['came and was held since, and nobody is taken', person({ created: at(11), hold }), undefined, discarding, 'take'],
  ['came since the merge', person({ created: at(13) }), undefined, again, 'take'],
  ['was taken over, and went there', person({ created: at(11) }), undefined, again, 'leave'],
  ['as it was', person(), person(), first, 'leave'],
  ['changed since', person({ version: 4 }), person(), first, 'raise'],
  ['deleted since', deleted, person(), first, 'raise'],
  ['changed where it is used by now', person(), person({ version: 6 }), again, 'leave'],
  ['deleted then, back since', person({ restoredAt: at(11), version: 5 }), deleted, first, 'revive'],
  [
    'deleted then, back since, and nobody is taken',
    person({ restoredAt: at(11), version: 5 }),
    deleted,
    discarding,
    'raise',
  ],
  ['deleted where it is used by now', person({ restoredAt: at(11) }), deleted, again, 'leave'],
  ['held since', person({ hold }), person(), first, 'raise'],
  ['held since, and lifted where it is used by now', person({ hold }), person({ version: 6 }), again, 'leave'],
])('%s: %#', (_, old, is, wanted, fate) => expect(fateOf(old, is, wanted)).toBe(fate));
