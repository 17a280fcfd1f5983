import type { Attributes } from '../scim/resource/resource.ts';
import type { Rules } from '../scim/rules.ts';
import { formatPhone, type PhoneFormat } from './fields/phone.ts';
import { sourceReader } from './fields/read-source.ts';
import { sourcesOf, wholeOf, type FieldPath, type FieldSource } from './fields/source.ts';
import { PHONES, STANDARD_FIELDS, standardOf } from './fields/standard.ts';
import type { OwnFields } from './settings/settings.ts';

/** What a field shows of a user, and where that comes from. */
export interface FieldReading {
  /** Null where there is none. */
  readonly value: string | null;
  /** The same before it was formatted; null where nothing of the user is in it. */
  readonly raw: string | null;
  /** The paths whose values are in it. */
  readonly from: readonly string[];
  /** The paths that were looked at before, and have no value. */
  readonly without: readonly string[];
}

/** A field of the directory. */
export interface Field {
  readonly name: string;
  /** Every path that its value may come from. */
  readonly paths: readonly string[];
  /** What the customer's admin maps for it: the first way to it, and every one of the tenant's own. */
  readonly mapped: readonly FieldPath[];
  /** It comes from where the standard field of this name does, and from nowhere else. */
  readonly isStandard: boolean;
  /** How it is written, of one that is a phone number; `country` is that of numbers without one. */
  readonly phone?: { readonly format?: PhoneFormat; readonly country?: string };
  /** The text where there is no value. */
  readonly default?: string;
  readonly read: (attributes: Attributes) => FieldReading;
  /** Its value for the attributes of a user; null where there is none. */
  readonly valueOf: (attributes: Attributes) => string | null;
}

/**
 * The fields of a tenant: the standard ones, in whose place its own come where they have the same
 * name, and its others behind them. `country` is that of phone numbers without one. Throws 400
 * `invalidPath` or `invalidFilter` for a path that cannot be read or is not known.
 */
export function createFields(rules: Rules, own: OwnFields = {}, country?: string): Field[] {
  const names = new Set([...STANDARD_FIELDS.map(([name]) => name), ...Object.keys(own)]);
  return [...names].map((name) => createField(rules, name, own[name], country));
}

function createField(
  rules: Rules,
  name: string,
  own: OwnFields[string] | undefined,
  tenantCountry: string | undefined,
): Field {
  const whole: ReturnType<typeof wholeOf> = own === undefined ? {} : wholeOf(own);
  const { path, source, format, country = tenantCountry, default: byDefault } = whole;
  const standard = standardOf(name) ?? [];
  const wanted = sourcesOf(whole);
  const sources = path === undefined ? [...standard, ...wanted] : wanted;
  const first = standard[0]?.paths.map((each) => ({ ...each, ...(source !== undefined && { source }) })) ?? [];
  const isPhone = format !== undefined || PHONES.includes(name);
  const read = fieldReader(rules, sources, {
    written: (text) => (format === undefined ? undefined : formatPhone(text, format, country)),
    byDefault,
  });
  return {
    name,
    paths: pathsOf(sources),
    mapped: [...(path === undefined ? first : []), ...wanted.flatMap(({ paths }) => paths)],
    isStandard: own === undefined || own === standard[0]?.paths[0]?.path,
    ...(isPhone && { phone: { ...(format && { format }), ...(country !== undefined && { country }) } }),
    ...(byDefault !== undefined && { default: byDefault }),
    read,
    valueOf: (attributes) => read(attributes).value,
  };
}

const pathsOf = (sources: readonly FieldSource[]): string[] => [
  ...new Set(sources.flatMap(({ paths }) => paths.map(({ path }) => path))),
];

/** `written` is a value as the field writes it; undefined where it stays as it is. */
function fieldReader(
  rules: Rules,
  sources: readonly FieldSource[],
  {
    written,
    byDefault = null,
  }: { written: (text: string) => string | undefined; byDefault?: string | null | undefined },
): Field['read'] {
  const readers = sources.map((source) => sourceReader(rules, source));
  return (attributes) => {
    const without: string[] = [];
    for (const read of readers) {
      const { text, from, without: lacking } = read(attributes);
      without.push(...lacking);
      if (text !== undefined) return { value: written(text) ?? text, raw: text, from, without };
    }
    return { value: byDefault, raw: null, from: [], without };
  };
}
