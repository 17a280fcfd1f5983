import { isUuid } from '../scim/resource/uuid.ts';

/**
 * Which POST brings a deleted person back under the old id. objectId: one with the same externalId,
 * where that is a UUID, as Entra's objectId is, which no two people ever share. externalId: one with
 * the same externalId, whatever it is. never: none, only an operator does.
 */
export type Revive = 'objectId' | 'externalId' | 'never';

/** Whether who has the same `externalId` is the same person. */
export const mayRevive = (revive: Revive, externalId: string): boolean =>
  revive === 'externalId' || (revive === 'objectId' && isUuid(externalId));
