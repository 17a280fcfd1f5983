import type { Answer } from '../../../lambdas/operator/commands.ts';
import { operate } from './functions.ts';
import type { Target } from './target.ts';

/**
 * Brings everybody of a hold back: asks again for as long as time runs out before the last one is.
 * `restored` counts all of them. Throws PlainError.
 */
export async function restoreWhole(
  target: Pick<Target, 'lambda' | 'operatorFunctionName'>,
  hold: string,
): Promise<Answer<'hold restore'>> {
  let answer = await operate(target, 'hold restore', { hold });
  let { restored } = answer;
  while (answer.remaining) {
    answer = await operate(target, 'hold restore', { hold });
    restored += answer.restored;
  }
  return { ...answer, restored };
}
