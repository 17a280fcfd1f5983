export const TITLES: readonly string[] = [
  'Head of "Special" Projects',
  'R&D <Engineer>',
  'Geschäftsführer:in',
  'Président-directeur général',
  'Sales 🚀 Manager',
  'Ingénieure\u0301 (decomposed)',
  'Accountant',
  'Backslash \\ Analyst',
  'Technician, 2nd line; on call',
];

export const DEPARTMENTS: readonly string[] = [
  'Retail',
  'Förderung',
  'R&D',
  'Finance / Controlling',
  '営業部',
  'Юридичний відділ',
  'HR',
];

/** The ways people type a phone number; `P` is the prefix of the region, `N` four digits. */
export const PHONE_FORMATS: readonly string[] = [
  'P NNNN',
  '(P) N-N',
  'P/N N ext. 12',
  '  P N N ',
  'tel:P-N',
  'P\u00a0N\u2013N',
  '\u202aP N N\u202c',
  '٠٢ N',
  'N (nur vormittags)',
  '00P N,N#1',
];
