import type { Key } from '../table/key.ts';
import { GROUP, MEMBERS } from '../table/keys.ts';
import { PREFIXES } from '../table/shape.ts';

/** What an item is, by its key; `owner` is the sort key of the resource it stands beside. */
export type ItemKind =
  | { readonly kind: 'index' | 'counter' | 'resource' | 'memberOf' | 'other' }
  | { readonly kind: 'member' | 'change'; readonly owner: string };

/** First parts of partition keys that are no resource type. */
const OWN: readonly string[] = Object.values(PREFIXES);

export function itemKindOf({ pk, sk }: Key): ItemKind {
  const [first = ''] = pk.split('#');
  if (first === PREFIXES.claim || first === PREFIXES.lookup) return { kind: 'index' };
  if (first === PREFIXES.counter) return { kind: 'counter' };
  if (first === PREFIXES.memberOf) return { kind: 'memberOf' };
  if (OWN.includes(first)) return { kind: 'other' };
  if (sk.startsWith(MEMBERS.from)) return { kind: 'member', owner: first };
  if (sk.startsWith(GROUP.from)) return { kind: 'change', owner: first };
  return { kind: sk === first ? 'resource' : 'other' };
}
