import { withEvents, type Consumer } from '../../events/deliver.ts';
import { readAwsAccess, readLambdaOrigin, readWebhooksFunctionName } from './environment.ts';
import { logger } from './logger.ts';
import { signedPost } from './signed-post.ts';

/** Milliseconds: what was told must not be told again because of it. */
const TIMEOUT = 3000;

/**
 * Has the webhooks function look what is new, and does not wait for it. Where it cannot be called, its
 * schedule does it some minutes later: no reason to tell everything again.
 */
export function wakeWebhooks(webhooks: readonly unknown[]): Consumer {
  if (webhooks.length === 0) return async () => undefined;
  const [access, name] = [readAwsAccess(), readWebhooksFunctionName()];
  const post = {
    service: 'lambda',
    host: `lambda.${access.region}.amazonaws.com`,
    origin: readLambdaOrigin(),
    path: `/2015-03-31/functions/${name}/invocations`,
    headers: { 'x-amz-invocation-type': 'Event' },
    body: '{}',
    timeout: TIMEOUT,
  };
  return async (told) => {
    if (withEvents(told).length === 0) return;
    try {
      await signedPost(post, access);
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      logger.warn('webhooks not called', { reason });
    }
  };
}
