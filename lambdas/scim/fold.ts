// eslint-disable-next-line no-control-regex -- the range is the point: ASCII needs no Unicode normalization
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * Fullwidth and halfwidth forms, which look like the letters they stand for (RFC 8264 §5.2.1, width
 * mapping).
 */
const WIDE = /[\uff01-\uffee]/g;

/** Blanks of every width, among them the no-break space, and the Braille pattern without dots. */
const BLANK = /[\p{Zs}\u2800]/gu;

/**
 * What takes no room and shows nothing: the soft hyphen, zero-width and bidirectional controls,
 * variation selectors, fillers (Unicode's Default_Ignorable_Code_Point), interlinear marks.
 */
const UNSEEN = /[\p{DI}\ufff9-\ufffb]/gu;

/**
 * The one folding of this service: two strings that differ only in case, in blanks around them or in
 * what cannot be seen are equal when their folds are. Uniqueness claims, lookup entries and filters
 * all use it, so that what a filter cannot find can also be created (RFC 7643 §2.2 `caseExact`).
 * docs/adr/0023 says why.
 *
 * Composed and decomposed letters fold alike (NFC), and both Greek small sigmas, whose choice
 * depends on the place in the word, are one: otherwise "starts with" would miss a prefix that ends
 * in a sigma.
 */
export const fold = (value: string): string => foldPart(value).trim();

/** The folding of a part of a text, as in "contains": blanks around it count. */
export function foldPart(value: string): string {
  if (ASCII.test(value)) return value.toLowerCase();
  return value
    .replace(UNSEEN, '')
    .replace(WIDE, (letter) => letter.normalize('NFKC'))
    .replace(BLANK, ' ')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFC');
}

/** The characters of a text, each once, that its fold leaves out or makes a blank of. */
export function unseenIn(value: string): string[] {
  // All blanks are one code unit.
  const outer = `${value.slice(0, value.length - value.trimStart().length)}${value.slice(value.trimEnd().length)}`;
  const within = [...(value.match(UNSEEN) ?? []), ...(value.match(BLANK) ?? []).filter((blank) => blank !== ' ')];
  return [...new Set([...outer.split(''), ...within])];
}
