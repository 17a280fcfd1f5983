import { bareElements } from './bare-elements.ts';
import { bareReferences } from './bare-references.ts';
import { capitalizedOperations } from './capitalized-operations.ts';
import { danglingMembers } from './dangling-members.ts';
import { emptyOperations } from './empty-operations.ts';
import { extensionAttributesWithoutUrn } from './extension-attributes-without-urn.ts';
import { flatKeys } from './flat-keys.ts';
import { missingMessageSchema } from './missing-message-schema.ts';
import { readOnlyInValues } from './read-only-in-values.ts';
import { recreatedByUserName } from './recreated-by-user-name.ts';
import { removeByValue } from './remove-by-value.ts';
import { schemaVariants } from './schema-variants.ts';
import { stringBooleans } from './string-booleans.ts';
import { stringNumbers } from './string-numbers.ts';
import { unknownAttributes } from './unknown-attributes.ts';
import { unmatchedFilterCreates } from './unmatched-filter-creates.ts';
import { unquotedFilterValues } from './unquoted-filter-values.ts';
import type { Profile } from '../quirk.ts';

/**
 * What Microsoft Entra ID's provisioning service needs beyond the RFCs, as a list of tolerated
 * quirks.
 */
export const entraProfile: Profile = new Set([
  bareElements,
  bareReferences,
  capitalizedOperations,
  danglingMembers,
  emptyOperations,
  extensionAttributesWithoutUrn,
  flatKeys,
  missingMessageSchema,
  readOnlyInValues,
  recreatedByUserName,
  removeByValue,
  schemaVariants,
  stringBooleans,
  stringNumbers,
  unknownAttributes,
  unmatchedFilterCreates,
  unquotedFilterValues,
]);
