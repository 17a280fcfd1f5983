import { createHash, randomUUID } from 'node:crypto';

/** An operation of an AWS service, from its input to its output. */
export type Operation = (input: Readonly<Record<string, unknown>>) => object;

interface Message {
  id: string;
  body: string;
  /** Milliseconds since 1970. */
  visibleFrom: number;
}

/**
 * The queue of what could not be delivered, and what a redrive needs of SQS, by the name of the
 * operation. In memory.
 */
export interface DeadLetters {
  add: (body: object) => void;
  operations: Readonly<Record<string, Operation>>;
}

export function createDeadLetters(): DeadLetters {
  const messages = new Map<string, Message>();
  return {
    add: (body) => {
      const id = randomUUID();
      messages.set(id, { id, body: JSON.stringify(body), visibleFrom: 0 });
    },
    operations: {
      'AmazonSQS.ReceiveMessage': (input) => receive(messages, input),
      'AmazonSQS.ChangeMessageVisibility': ({ ReceiptHandle, VisibilityTimeout }) => {
        const message = messages.get(String(ReceiptHandle));
        if (message) message.visibleFrom = Date.now() + Number(VisibilityTimeout) * 1000;
        return {};
      },
      'AmazonSQS.DeleteMessage': ({ ReceiptHandle }) => {
        messages.delete(String(ReceiptHandle));
        return {};
      },
    },
  };
}

function receive(
  messages: ReadonlyMap<string, Message>,
  { MaxNumberOfMessages: most = 1, VisibilityTimeout: hidden = 30 }: Readonly<Record<string, unknown>>,
): object {
  const now = Date.now();
  const found = [...messages.values()].filter(({ visibleFrom }) => visibleFrom <= now).slice(0, Number(most));
  for (const message of found) message.visibleFrom = now + Number(hidden) * 1000;
  return {
    Messages: found.map(({ id, body }) => ({
      MessageId: id,
      ReceiptHandle: id,
      Body: body,
      MD5OfBody: createHash('md5').update(body).digest('hex'),
    })),
  };
}
