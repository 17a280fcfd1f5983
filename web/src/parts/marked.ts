/** A stretch of a text of ours: words of the portal stand out, values are set as code. */
export interface Part {
  readonly kind: 'plain' | 'strong' | 'code';
  readonly text: string;
}

const MARKED = /\*\*(.+?)\*\*|`(.+?)`/g;

/** What a text of ours is made of, in which **words of the portal** and `values` are marked so. */
export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const match of text.matchAll(MARKED)) {
    const [whole, strong, code = ''] = match;
    parts.push({ kind: 'plain', text: text.slice(at, match.index) });
    parts.push(strong === undefined ? { kind: 'code', text: code } : { kind: 'strong', text: strong });
    at = match.index + whole.length;
  }
  return [...parts, { kind: 'plain', text: text.slice(at) }];
}
