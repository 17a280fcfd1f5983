import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { TableClient } from '../../lambdas/store/table/client/client.ts';

/** What happens to one request instead of an ordinary answer. `lost` lets DynamoDB apply it and loses the answer. */
export type Fault = { readonly error: Error } | { readonly lost: Error };

/** An error as the SDK throws it. */
export function awsError(name: string, details: object = {}): Error {
  return Object.assign(new Error(`injected ${name}`), { name, ...details });
}

/** A transaction cancelled because one of its items was part of another one. */
export function cancelled(...codes: readonly string[]): Error {
  return new TransactionCanceledException({
    message: `injected cancellation: ${codes.join(', ')}`,
    $metadata: { httpStatusCode: 400 },
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
}

/**
 * Lets the next requests fail that `next` returns a fault for (`command` is e.g. "PutItemCommand"); everything else reaches DynamoDB.
 * Returns a function that ends it.
 */
export function injectFaults(client: TableClient, nextFault: (command: string) => Fault | undefined): () => void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const fault = nextFault(context.commandName ?? '');
      if (fault && 'error' in fault) throw fault.error;
      const result = await next(args);
      if (fault) throw fault.lost;
      return result;
    },
    // After the SDK's own retries, of which there are none here, so that one fault is one attempt.
    { step: 'finalizeRequest', priority: 'low', name: 'faults', override: true },
  );
  return () => client.middlewareStack.remove('faults');
}

/** The first `times` requests of a command fail. */
export function firstTimes(times: number, command: string, fault: () => Fault): (command: string) => Fault | undefined {
  let left = times;
  return (name) => {
    if (name !== command || left === 0) return undefined;
    left -= 1;
    return fault();
  };
}
