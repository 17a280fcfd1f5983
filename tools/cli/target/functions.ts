import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { ReplayAnswer, ReplayEvent } from '../../../lambdas/events/replay.ts';
import type { Answer, Ask, OperatorAnswer, OperatorCommand } from '../../../lambdas/operator/commands.ts';
import type { RetentionRequest } from '../../../lambdas/service/lifecycle/enforce-retention.ts';
import type { PurgeReport } from '../../../lambdas/service/lifecycle/purge.ts';
import { isRecord } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';
import type { EventsTarget } from './events-target.ts';
import type { Target } from './target.ts';

/** Has the operator function do something. Throws PlainError with its words when it cannot be. */
export async function operate<Command extends OperatorCommand>(
  { lambda, operatorFunctionName }: Pick<Target, 'lambda' | 'operatorFunctionName'>,
  command: Command,
  ask: Ask<Command>,
): Promise<Answer<Command>> {
  const answer = await invoke<OperatorAnswer<Command>>(lambda, operatorFunctionName, { command, ...ask });
  if (!answer.ok) throw new PlainError(answer.message);
  return answer.result;
}

/** Runs the purge. Throws PlainError when it failed. */
export const purge = ({ lambda, purgeFunctionName }: Target, event: RetentionRequest): Promise<PurgeReport> =>
  invoke(lambda, purgeFunctionName, event);

type Changes = Pick<EventsTarget, 'lambda' | 'changesFunctionName'>;

/** Has the changes function tell how resources stand. Throws PlainError when it failed. */
export const tellAgain = ({ lambda, changesFunctionName }: Changes, event: ReplayEvent): Promise<ReplayAnswer> =>
  invoke(lambda, changesFunctionName, event);

/** Hands records of the stream to the changes function, as Lambda does. Throws as the others do. */
export const handOver = (
  { lambda, changesFunctionName }: Changes,
  event: DynamoDBStreamEvent,
): Promise<DynamoDBBatchResponse> => invoke(lambda, changesFunctionName, event);

/** Runs a function. Nobody checks what it answers: it is deployed from the same version. */
async function invoke<Answer>(lambda: LambdaClient, name: string, event: object): Promise<Answer> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) }),
  );
  const text = Payload?.transformToString() || 'null';
  if (FunctionError === undefined) return JSON.parse(text) as Answer;
  const error: unknown = JSON.parse(text);
  const message = isRecord(error) ? error['errorMessage'] : undefined;
  throw new PlainError(`the function ${name} failed: ${typeof message === 'string' ? message : FunctionError}`);
}
