import type { DeadLetterItem, DeliveriesItem, ParkedItem, WebhookItem, WebhookSecretItem } from './items.ts';
import { bounded, type ItemKey, type Partition } from './key.ts';
import { PREFIXES } from './shape.ts';

/** The keys of what is known about each webhook. The secret is apart: a restore to a time leaves it as it is. */

const partition = (name: string): string => `${PREFIXES.webhook}#${name}`;

export const webhookKey = (name: string): ItemKey<WebhookItem> => ({ pk: partition(name), sk: 'STATE' });

/** The last deliveries. */
export const deliveriesKey = (name: string): ItemKey<DeliveriesItem> => ({ pk: partition(name), sk: 'DELIVERIES' });

const PARKED = 'PARKED#';
const DEAD = 'DEAD#';
/** Everything that begins with this text, of a partition. */
const beginning = (text: string) => ({ sort: ['BETWEEN', text, `${text.slice(0, -1)}$`] as const });

export const parkedPartition = (name: string): Partition<ParkedItem> => ({ value: partition(name) });
export const ALL_PARKED = beginning(PARKED);
export const parkedKey = (name: string, type: string, id: string): ItemKey<ParkedItem> => ({
  pk: partition(name),
  sk: `${PARKED}${type}#${bounded(id)}`,
});

export const deadLetterPartition = (name: string): Partition<DeadLetterItem> => ({ value: partition(name) });
export const ALL_DEAD_LETTERS = beginning(DEAD);
export const deadLetterKey = (name: string, at: string, what: string): ItemKey<DeadLetterItem> => ({
  pk: partition(name),
  sk: `${DEAD}${at}#${bounded(what)}`,
});

export const webhookSecretKey = (name: string): ItemKey<WebhookSecretItem> => ({
  pk: `${PREFIXES.webhookSecret}#${name}`,
  sk: PREFIXES.webhookSecret,
});
