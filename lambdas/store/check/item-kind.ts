import type { Key } from '../table/key.ts';
import { GROUP, MEMBERS } from '../table/keys.ts';
import { PREFIXES } from '../table/shape.ts';

/** What an item is, by its key. A member and a part of a change stand beside a resource. */
export type ItemKind = 'resource' | 'index' | 'search' | 'member' | 'memberOf' | 'change' | 'counter' | 'other';

/** First parts of partition keys that are no resource type. */
const OWN: readonly string[] = Object.values(PREFIXES);

export function itemKindOf({ pk, sk }: Key): ItemKind {
  const [first = ''] = pk.split('#');
  if (first === PREFIXES.claim || first === PREFIXES.lookup) return 'index';
  if (first === PREFIXES.search) return 'search';
  if (first === PREFIXES.counter) return 'counter';
  if (first === PREFIXES.memberOf) return 'memberOf';
  if (OWN.includes(first)) return 'other';
  if (sk.startsWith(MEMBERS.from)) return 'member';
  if (sk.startsWith(GROUP.from)) return 'change';
  return sk === first ? 'resource' : 'other';
}
