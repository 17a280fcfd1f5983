import { checkRequired, readBody } from '../resource/read.ts';
import type { Attributes } from '../resource/resource.ts';
import type { Rules } from '../rules.ts';
import { applyKey } from './apply.ts';

/**
 * The attributes of a POST or PUT body in canonical form (RFC 7644 §3.3, §3.5.1); a key that is a
 * path is added like one in a PATCH (quirk flat-keys). Throws 400 `invalidSyntax` or
 * `invalidValue`.
 */
export function readResource(body: unknown, rules: Rules): Attributes {
  const { attributes, paths } = readBody(body, rules);
  const whole = Object.entries(paths).reduce(
    (state, [key, value]) => applyKey(state, { op: 'add', at: 'the body', value }, key, rules),
    attributes,
  );
  checkRequired(whole, rules);
  return whole;
}
