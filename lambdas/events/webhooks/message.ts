import { Webhook as Signer } from 'standardwebhooks';
import type { WebhookSecret } from '../../store/ports/webhooks.ts';
import { counting } from './secret.ts';

/** What a consumer is sent; Standard Webhooks says how it is written and signed. */
export interface Message {
  /** The same however often the event is sent. */
  readonly id: string;
  readonly type: string;
  /** When it happened, ISO 8601. */
  readonly timestamp: string;
  readonly data: object;
}

export interface SignedMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Signs a message at this moment: with the secret, and with those before it that count, so that a consumer may
 * have any of them.
 */
export function signMessage({ id, ...content }: Message, secret: WebhookSecret, now: number): SignedMessage {
  const body = JSON.stringify(content);
  const keys = [secret, ...counting(secret, now)];
  const signatures = keys.map(({ bytes }) => new Signer(bytes, { format: 'raw' }).sign(id, new Date(now), body));
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'serverless-scim',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now / 1000)),
      'webhook-signature': signatures.join(' '),
    },
  };
}
