import { LambdaClient } from '@aws-sdk/client-lambda';
import type { CheckProgress } from '../../../lambdas/store/check/progress.ts';
import { checkWhole } from '../../../tools/cli/target/check-whole.ts';

test('a check goes on from each answer until the whole table was looked at', async () => {
  const answers: CheckProgress[] = [
    { items: 10, problems: [], found: {}, next: { after: { pk: 'a', sk: 'b' }, counts: {} } },
    { items: 20, problems: [], found: {}, next: { counts: {} } },
    { items: 20, problems: [], found: { member: 2 } },
  ];
  const asked: unknown[] = [];
  const lambda = new LambdaClient({});
  lambda.middlewareStack.add(
    () => async (args) => {
      const payload = 'Payload' in args.input ? args.input.Payload : undefined;
      asked.push(JSON.parse(typeof payload === 'string' ? payload : 'null'));
      const text = JSON.stringify({ ok: true, result: answers[asked.length - 1] });
      return { response: {}, output: { $metadata: {}, Payload: { transformToString: () => text } } };
    },
    { step: 'initialize' },
  );
  const told: number[] = [];
  const answer = await checkWhole({ lambda, operatorFunctionName: 'operator' }, ({ items }) => told.push(items));
  lambda.destroy();

  expect(answer).toEqual(answers[2]);
  expect(told).toEqual([10, 20]);
  expect(asked).toEqual([
    { command: 'check' },
    { command: 'check', progress: answers[0] },
    { command: 'check', progress: answers[1] },
  ]);
});
