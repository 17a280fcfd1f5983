/** What the rows that are no field of the product are for. */
const NEEDED: Readonly<Record<string, string>> = {
  '(identity)': 'Who it is',
  '(matching)': 'Account name',
  '(state)': 'Whether the account is on',
};

/** The names of the standard fields. A tenant's own ones are shown as they are. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  email: 'E-mail address',
  name: 'Name',
  title: 'Job title',
  location: 'Location',
  phone: 'Phone',
  mobile: 'Mobile phone',
  fax: 'Fax',
};

/** The fields that a row is for: of one target attribute several may be made. */
export const fieldsOf = (field: string): string[] => field.split(', ');

/** The fields of the product among the rows, each once. */
export const productFields = (rows: readonly { readonly field: string }[]): string[] =>
  [...new Set(rows.flatMap(({ field }) => fieldsOf(field)))].filter((field) => !(field in NEEDED));

export const fieldName = (field: string): string =>
  fieldsOf(field)
    .map((each) => NEEDED[each] ?? FIELD_NAMES[each] ?? each)
    .join(', ');

export const HOW = [
  'In the application open **Attribute mapping** and there the mapping of users.',
  'Find the row with the target attribute, or choose **Add new mapping**.',
  'Set mapping type, source and target as below, press **OK**, then **Save**. The next cycle brings the values of everybody.',
];

export const ONE_MORE =
  'The product can take a field that is not standard, such as the address of a profile page. Its value travels in a target attribute that nothing else uses; these are free.';

/** What goes into the tenant file for one more field, which the vendor enters. */
export const vendorLine = (name: string, target: string, source: string): string =>
  `"fields": { ${JSON.stringify(name)}: { "path": ${JSON.stringify(target)}, "source": ${JSON.stringify(source)} } }`;
