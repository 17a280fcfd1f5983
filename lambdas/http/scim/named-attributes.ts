import type { Answer } from '../../service/context.ts';
import { attributeNames } from '../log.ts';
import type { NameInSchema } from './schema-names.ts';

/** Attributes that are told of one refusal. */
const MOST_ATTRIBUTES = 10;
const LONGEST_DETAIL = 2_000;
const WORD = /[A-Za-z$](?:[\w.:$-]*\w)?/g;
/** What every resource has, and every text of ours talks about. */
const EVERYWHERE: ReadonlySet<string> = new Set(['id', 'schemas', 'meta']);

/**
 * The attributes that the refusal names, or else those that were sent, as a schema spells them. A word
 * of English is none: one that was not sent counts where it is spelled like no word.
 */
export function namedAttributes(
  { body, answer }: { readonly body: unknown; readonly answer: Answer },
  nameInSchema: NameInSchema,
): string[] {
  const known = (words: readonly string[]): string[] =>
    [...new Set(words.flatMap((word) => nameInSchema(word) ?? []))].filter((name) => !EVERYWHERE.has(name));
  const sent = known(attributeNames(body));
  const detail = answer.body?.['detail'];
  const words = typeof detail === 'string' ? (detail.slice(0, LONGEST_DETAIL).match(WORD) ?? []) : [];
  const named = known(words).filter((name) => /[A-Z.:]/.test(name) || sent.includes(name));
  return (named.length > 0 ? named : sent).slice(0, MOST_ATTRIBUTES);
}
