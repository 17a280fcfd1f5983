import { resolvePath, type Rules } from '../rules.ts';
import type { AttributePath, ResolvedAttribute } from '../schemas/attribute-path.ts';

/** How a name for one value becomes the name of the list; "phone" is how clients call phoneNumbers. */
const PLURALS: readonly ((name: string) => string)[] = [
  (name) => `${name}s`,
  (name) => `${name}es`,
  (name) => name.replace(/y$/i, 'ies'),
  (name) => `${name}Numbers`,
];

/**
 * The multi-valued attribute that a name which nothing has was probably meant to be: `emails` for
 * `email.value`. Undefined where there is none.
 */
export function meantBy({ urn, name }: AttributePath, rules: Rules): ResolvedAttribute | undefined {
  for (const plural of PLURALS) {
    const resolution = resolvePath(rules, { name: plural(name), ...(urn !== undefined && { urn }) });
    if (resolution.kind === 'attribute' && resolution.resolved.attribute.multiValued) return resolution.resolved;
  }
  return undefined;
}
