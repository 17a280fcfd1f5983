// eslint-disable-next-line no-control-regex -- the range is the point: ASCII needs no Unicode normalization
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * Fullwidth and halfwidth forms, which look like the letters they stand for (RFC 8264 §5.2.1, width
 * mapping).
 */
const WIDE = /[\uff01-\uffee]/g;

/**
 * The one folding of this service: two strings that differ only in case are equal when their folds
 * are. Uniqueness claims, lookup entries and filters all use it, so that what a filter cannot find
 * can also be created (RFC 7643 §2.2 `caseExact`).
 *
 * Composed and decomposed letters fold alike (NFC), and both Greek small sigmas, whose choice
 * depends on the place in the word, are one: otherwise "starts with" would miss a prefix that ends
 * in a sigma.
 */
export function fold(value: string): string {
  if (ASCII.test(value)) return value.toLowerCase();
  return value
    .replace(WIDE, (letter) => letter.normalize('NFKC'))
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFC');
}
