import { USERS_PARAMETERS } from '../../lambdas/directory/users-query.ts';
import { USER_COLUMNS } from '../../lambdas/directory/tables.ts';
import { profiles, type ProfileName } from '../../lambdas/scim/quirks/profiles.ts';
import type { Rules } from '../../lambdas/scim/rules.ts';
import { isPhoneCountry } from '../../lambdas/tenant/fields/phone.ts';
import { isList, sourceOf, wholeOf } from '../../lambdas/tenant/fields/source.ts';
import { standardOf, STANDARD_FIELDS } from '../../lambdas/tenant/fields/standard.ts';
import { tenantResourceTypes, userType } from '../../lambdas/tenant/resource-types.ts';
import type { OwnFields, TenantSchemas } from '../../lambdas/tenant/settings/settings.ts';
import { canonical, sourceProblems } from './field-paths.ts';
import { isOneOf, problem, repeated } from './problem.ts';

/** Names that mean something else in a query or in a table. */
const RESERVED = [...new Set<string>([...USERS_PARAMETERS, ...USER_COLUMNS])].filter((name) => name !== 'name');

/** A field as the tenant file has it, in its longest form. */
interface Own {
  readonly name: string;
  readonly place: string;
  readonly whole: ReturnType<typeof wholeOf>;
  /** Where its path stands. */
  readonly pathPlace: string;
}

/**
 * The mistakes in `fields` and `country` that the JSON Schema cannot tell: names that clash, paths
 * that are unknown or used twice, lists that cannot be put together, countries that there are not.
 */
export function fieldProblems(
  fields: OwnFields,
  profile: ProfileName,
  schemas: TenantSchemas,
  country?: string,
): string[] {
  const type = tenantResourceTypes([], schemas).find(({ name }) => name === userType.name) ?? userType;
  const rules = { type, profile: profiles[profile] };
  const own = Object.entries(fields).map(([name, field]): Own => {
    const place = `fields.${name}`;
    const isWhole = typeof field === 'object' && !isList(field);
    return { name, place, whole: wholeOf(field), pathPlace: isWhole ? `${place}.path` : place };
  });
  const broken = [...countryProblem('country', country), ...own.flatMap((each) => ownProblems(each, rules, country))];
  if (broken.length > 0) return broken;
  return [
    ...own.flatMap(({ name, place }) => nameProblem(name, place)),
    ...repeated(
      own.map(({ name, place }) => ({ path: place, value: name })),
      'a name',
    ),
    ...repeated(shownBy(own, fields, rules), 'a path'),
  ];
}

function ownProblems({ name, place, pathPlace, whole }: Own, rules: Rules, tenantCountry: string | undefined) {
  const { path, source, fallback = [], format, country } = whole;
  const problems = [
    ...(path === undefined ? [] : sourceProblems(path, pathPlace, rules)),
    ...fallback.flatMap((each, at) => sourceProblems(each, `${place}.fallback[${at}]`, rules)),
    ...countryProblem(`${place}.country`, country),
  ];
  if (path === undefined && standardOf(name) === undefined)
    problems.push(problem(place, whole, 'the key path, too: no standard field has this name'));
  if (source !== undefined && path !== undefined && isList(path))
    problems.push(
      problem(`${place}.source`, source, 'no source beside a list: a path in it as { "path": …, "source": … }'),
    );
  if (format === 'national' && (country ?? tenantCountry) === undefined)
    problems.push(
      problem(`${place}.format`, format, '"E.164" or "international", or a "country" beside it or in the file'),
    );
  return problems;
}

function countryProblem(place: string, country: string | undefined): string[] {
  if (country === undefined || isPhoneCountry(country)) return [];
  return [problem(place, country, 'a country that has phone numbers, by its two capital letters, such as DE')];
}

/** What each field shows: two of them may come from one path if they write it in different ways. */
function shownBy(own: readonly Own[], fields: OwnFields, rules: Rules) {
  const kept = STANDARD_FIELDS.filter(([name]) => !Object.hasOwn(fields, name));
  return [
    ...kept.map(([name, path]) => ({ path: `the standard field ${name}`, value: canonical(sourceOf(path), rules) })),
    ...own.map(({ name, place, whole: { path, format } }) => {
      const source = path === undefined ? standardOf(name)?.[0] : sourceOf(path);
      const value = (source ? canonical(source, rules) : '') + (format ? ` as ${format}` : '');
      return { path: place, value, written: path ?? name };
    }),
  ];
}

function nameProblem(name: string, place: string): string[] {
  if (isOneOf(RESERVED, name))
    return [problem(place, name, `a name that the directory does not use itself (${RESERVED.join(', ')})`)];
  const standard = STANDARD_FIELDS.map(([standardName]) => standardName);
  const near = standard.find((other) => other !== name && other.toLowerCase() === name.toLowerCase());
  return near === undefined
    ? []
    : [problem(place, name, `"${near}", to give that field another path, or a different name`)];
}
