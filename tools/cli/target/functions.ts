import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type {
  WebhookAnswer,
  WebhookAnswers,
  WebhookAsks,
  WebhookCommand,
} from '../../../lambdas/events/webhooks/operate.ts';
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

/** Has the webhooks function do something. Throws PlainError with its words when it cannot be. */
export async function operateWebhooks<Command extends WebhookCommand>(
  target: Target,
  command: Command,
  ask: WebhookAsks[Command],
): Promise<WebhookAnswers[Command]> {
  const { webhooksFunctionName: name } = await target.events();
  if (name === undefined)
    throw new PlainError(
      'the tenant has no webhooks: write "webhooks" into its file, and deploy it (docs/webhooks.md)',
    );
  const answer = await invoke<WebhookAnswer<Command>>(target.lambda, name, { command, ...ask });
  if (!answer.ok) throw new PlainError(answer.message);
  // What is to be sent again is sent by a call that nobody waits for.
  if (command === 'replay')
    await target.lambda.send(new InvokeCommand({ FunctionName: name, InvocationType: 'Event', Payload: '{}' }));
  return answer.result;
}

/** How each webhook stands; none where the tenant has none. */
export async function listWebhooks(target: Target): Promise<WebhookAnswers['list']> {
  const { webhooksFunctionName } = await target.events();
  return webhooksFunctionName === undefined ? { webhooks: [] } : operateWebhooks(target, 'list', {});
}

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
