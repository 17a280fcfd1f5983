import type { Answer } from '../../../lambdas/operator/commands.ts';
import { operate } from './functions.ts';
import type { Target } from './target.ts';

type CheckAnswer = Answer<'check'>;

/**
 * Has the operator function check the whole table, in as many calls as it takes: a function has 15
 * minutes. `tell` hears how far it is.
 */
export async function checkWhole(
  target: Pick<Target, 'lambda' | 'operatorFunctionName'>,
  tell: (progress: CheckAnswer) => void,
): Promise<CheckAnswer> {
  let answer = await operate(target, 'check', {});
  while (answer.next) {
    tell(answer);
    answer = await operate(target, 'check', { progress: answer });
  }
  return answer;
}
