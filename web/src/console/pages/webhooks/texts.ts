import { count } from '../../../parts/when.tsx';
import type { DeadLetter, WebhookReport, WebhookTested } from '../../api/types.ts';

export const WEBHOOKS = {
  title: 'Webhooks',
  description:
    'Where changes are sent to by signed HTTP calls, in order for each person and group. They are set in the tenant file.',
  empty: 'The tenant has no webhooks: write them into its file, and deploy it (docs/webhooks.md).',
  deliveries: 'The last deliveries',
  noDeliveries: 'Nothing was sent yet.',
  parked: 'Waits after a failure',
  deadLetters: 'Given up',
  allBefore: 'All that was added before',
  retry: 'It is called at once, and sent what waits, whatever it said before.',
  retryAll:
    'It is called at once, and sent what waits and what was given up. Some of it may come a second time: consumers tell by the id.',
  rotate:
    'A new secret is made. For 7 days calls are signed with both: give the new one to the consumer before that ends.',
  make: 'A secret is made, and what changes from now on is sent.',
  called: 'It is called now. Look again in a moment.',
};

export const STANDINGS: Readonly<
  Record<
    WebhookReport['standing'],
    { readonly type: 'success' | 'warning' | 'error' | 'pending' | 'stopped'; readonly word: string }
  >
> = {
  'no secret': { type: 'pending', word: 'Has no secret yet' },
  delivering: { type: 'success', word: 'Delivering' },
  failing: { type: 'warning', word: 'Failing' },
  paused: { type: 'error', word: 'Failing, left alone for a while' },
  gone: { type: 'stopped', word: 'Wants no more (410)' },
};

export const testedText = (name: string, { status, milliseconds, problem }: WebhookTested): string =>
  `${name}: ${status ?? 'nothing'} came back after ${milliseconds} ms${problem === null ? '.' : `; ${problem}.`}`;

/** What was given up of a resource, in words. */
export const letterText = ({ events, type, id }: Extract<DeadLetter, { readonly id: string }>): string =>
  `${events.join(', ')} of ${type} ${id}`;

export const atLeast = (number: number, isMore: boolean): string =>
  isMore ? `More than ${count(number, 'resource', 'resources')}` : count(number, 'resource', 'resources');
