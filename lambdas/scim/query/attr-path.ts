import type { AttributePath } from '../schemas/attribute-path.ts';

/** ATTRNAME of RFC 7643 §2.1, and `$ref`. */
export const ATTRNAME = /^[A-Za-z$][A-Za-z0-9_$-]*$/;
const URN = /^[A-Za-z][A-Za-z0-9_$.:/%+~@-]*$/;
const DOTTED = /^[A-Za-z0-9._-]+$/;

/**
 * Takes `name`, `name.sub`, `<urn>:name` and `<urn>:name.sub` apart (RFC 7644 §3.10). A URN that
 * ends in a version ("…:1.0") keeps it as the name: only the schemas know whether that is one of
 * them. Undefined for what is no attrPath; `deepNames` lets names with more dots through.
 */
export function attrPathOf(text: string, deepNames = false): AttributePath | undefined {
  const colon = text.lastIndexOf(':');
  const last = text.slice(colon + 1);
  const [name = '', subAttribute, ...more] = last.split('.');
  const isPlain =
    more.length === 0 && ATTRNAME.test(name) && (subAttribute === undefined || ATTRNAME.test(subAttribute));
  if (colon === -1 && isPlain) return withSub({ name }, subAttribute);
  if (colon === -1) return deepNames && ATTRNAME.test(name) && DOTTED.test(last) ? { name: last } : undefined;
  const urn = text.slice(0, colon);
  if (!URN.test(urn)) return undefined;
  if (isPlain) return withSub({ urn, name }, subAttribute);
  return DOTTED.test(last) ? { urn, name: last } : undefined;
}

export const withSub = (path: AttributePath, subAttribute: string | undefined): AttributePath =>
  subAttribute === undefined ? path : { ...path, subAttribute };
