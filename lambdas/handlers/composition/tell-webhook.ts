import { HOUR } from '../../duration.ts';
import type { Tally } from '../../events/webhooks/session.ts';
import type { WebhookState } from '../../store/ports/webhooks.ts';
import { metrics } from '../../traffic/metrics.ts';
import { logger } from './logger.ts';

/** What fails for less than this is no outage. */
const OUTAGE = HOUR;

/** Says what a run for a webhook has done, and whether somebody should look at it; nothing where there is nothing to say. */
export function tellWebhook(
  about: { readonly tenant: string; readonly webhook: string },
  { taken, failed, givenUp }: Tally,
  { failingSince, goneAt }: Pick<WebhookState, 'failingSince' | 'goneAt'> = {},
): void {
  const now = Date.now();
  const isDown = goneAt !== undefined || (failingSince !== undefined && now - Date.parse(failingSince) >= OUTAGE);
  const figures = { WebhooksFailing: Number(isDown || givenUp > 0) };
  if (taken + failed + figures.WebhooksFailing === 0) return;
  const facts = { ...about, taken, failed, givenUp, ...metrics(figures, now) };
  if (figures.WebhooksFailing > 0) logger.warn('webhook', facts);
  else logger.info('webhook', facts);
}
