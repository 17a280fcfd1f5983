import { tooMany } from '../../scim/errors.ts';
import type { Rules } from '../../scim/rules.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { allowanceOf, limitOf } from '../budget.ts';
import { rulesOf, type Context } from '../context.ts';

/**
 * The rules for applying what a write sends, which count what it makes of values: beyond the budget
 * `patch` they throw 400 `tooMany`. Each attempt at a write needs its own, because each begins anew.
 */
export function meteredRulesOf(context: Context, type: ResourceType): Rules {
  const { spend, isSpent } = allowanceOf('patch', context);
  return {
    ...rulesOf(context, type),
    spend: (work) => {
      spend(work);
      if (isSpent()) throw tooMuchToPatch(limitOf('patch', context));
    },
  };
}

const tooMuchToPatch = (limit: number) =>
  tooMany(
    `the request looks at more values than it may (${limit}, each once, and once more for each comparison of a ` +
      'filter); send fewer operations in a request, name values by a list in one operation rather than one by one or ' +
      'by filters, and send what is part of a Bulk request by itself',
  );
