import { DAY, SECOND } from '../../duration.ts';

/**
 * How long a change is told of. DynamoDB removes items some time after this, in no order, and never
 * before.
 */
const KEPT = 36 * DAY;

/** The `ttl` of what is written at this moment, ISO 8601. */
export const expiryOf = (now: string): number => Math.floor((Date.parse(now) + KEPT) / SECOND);
