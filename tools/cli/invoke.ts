import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { PlainError } from '../plain-error.ts';
import type { Target } from './target.ts';

/** Runs a function with an event and answers what it answered. Throws PlainError when it failed. */
export async function invokeFunction(lambda: LambdaClient, name: string, event: object): Promise<unknown> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) }),
  );
  const answer: unknown = JSON.parse(Payload?.transformToString() || 'null');
  if (FunctionError !== undefined) {
    const { errorMessage = FunctionError } = (answer ?? {}) as { errorMessage?: string };
    throw new PlainError(`the function ${name} failed: ${errorMessage}`);
  }
  return answer;
}

/** Has the operator function do something. Throws PlainError with its words when it cannot be. */
export async function operate<Result>(
  { lambda, operatorFunctionName }: Pick<Target, 'lambda' | 'operatorFunctionName'>,
  event: object,
): Promise<Result> {
  const answer = (await invokeFunction(lambda, operatorFunctionName, event)) as
    { ok: true; result: Result } | { ok: false; message: string };
  if (!answer.ok) throw new PlainError(answer.message);
  return answer.result;
}
