import { ScimError } from '../../lambdas/scim/errors.ts';
import { parsePath } from '../../lambdas/scim/query/parse.ts';
import { printFilter } from '../../lambdas/scim/query/print.ts';
import { resolvePath, type Rules } from '../../lambdas/scim/rules.ts';
import { findAttribute } from '../../lambdas/scim/schemas/resource-type.ts';
import { sourceReader } from '../../lambdas/tenant/fields/read-source.ts';
import {
  isList,
  sourceOf,
  textOf,
  type FieldSource,
  type OwnPath,
  type Part,
} from '../../lambdas/tenant/fields/source.ts';
import { problem } from './problem.ts';

/** What is wrong with a path of a field, or with a list of paths and texts. */
export function sourceProblems(own: OwnPath, place: string, rules: Rules): string[] {
  if (!isList(own)) return sourceOf(own).paths.flatMap(({ path }) => pathProblem(path, place, rules));
  // What stands in a wrong place puts all behind it in one.
  const [shape] = own.flatMap((part, at) => partProblem(part, `${place}[${at}]`, at % 2 === 1));
  if (shape !== undefined) return [shape];
  if (own.length % 2 === 0)
    return [problem(`${place}[${own.length - 1}]`, own.at(-1), 'a path behind it: a text stands between two paths')];
  return own.flatMap((part, at) =>
    at % 2 === 1 ? [] : sourceOf([part]).paths.flatMap(({ path }) => pathProblem(path, `${place}[${at}]`, rules)),
  );
}

function partProblem(part: Part, place: string, isTextDue: boolean): string[] {
  if (typeof part === 'object' && (part.text === undefined) === (part.path === undefined))
    return [problem(place, part, 'either the key text, or path')];
  if (typeof part === 'object' && part.text !== undefined && part.source !== undefined)
    return [problem(place, part, 'the key text alone; a source is that of a path')];
  const isText = textOf(part) !== undefined;
  if (isText === isTextDue) return [];
  if (isText) return [problem(place, part, 'a path: a text stands between two paths')];
  return [
    problem(place, part, 'a text between two paths, such as ", "; one with letters or digits as { "text": " at " }'),
  ];
}

function pathProblem(text: string, place: string, rules: Rules): string[] {
  const resolved = resolve(text, rules);
  if (typeof resolved === 'string') return [problem(place, text, resolved)];
  const { attribute, subAttribute } = resolved;
  const leaf = subAttribute ?? findAttribute(attribute.subAttributes, 'value') ?? attribute;
  if (leaf.type === 'complex') {
    const names = (attribute.subAttributes ?? []).map(({ name }) => `${text}.${name}`);
    return [problem(place, text, `a part of it: ${names.join(', ')}`)];
  }
  if (attribute.returned === 'never' || leaf.returned === 'never')
    return [problem(place, text, 'an attribute that may be read; this one is never returned')];
  try {
    sourceReader(rules, sourceOf(text));
    return [];
  } catch (error) {
    if (error instanceof ScimError) return [problem(place, text, error.message)];
    throw error;
  }
}

/** The attribute of a path, or what is allowed instead. */
function resolve(text: string, rules: Rules) {
  try {
    const resolution = resolvePath(rules, parsePath(text).attrPath);
    if (resolution.kind === 'attribute') return resolution.resolved;
    const names = rules.type.schema.attributes.map(({ name }) => name).join(', ');
    return `an attribute of ${rules.type.name}: ${names}, or one of an extension as <URN>:<name>`;
  } catch (error) {
    if (error instanceof ScimError) return `a SCIM path; ${error.message}`;
    throw error;
  }
}

/** The same text for all ways to write a source. */
export const canonical = ({ paths, texts }: FieldSource, rules: Rules): string =>
  paths.map(({ path }, at) => canonicalPath(path, rules) + (texts[at] ?? '')).join('');

function canonicalPath(text: string, rules: Rules): string {
  const { valFilter } = parsePath(text);
  const resolved = resolve(text, rules);
  if (typeof resolved === 'string') return text;
  const { extension = '', attribute, subAttribute } = resolved;
  const leaf = subAttribute?.name ?? (findAttribute(attribute.subAttributes, 'value') ? 'value' : '');
  return `${extension}:${attribute.name}[${valFilter ? printFilter(valFilter) : ''}].${leaf}`;
}
