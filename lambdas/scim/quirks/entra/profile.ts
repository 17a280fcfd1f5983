import type { Profile } from '../quirk.ts';
import { bareElements } from './bare-elements.ts';
import { bareReferences } from './bare-references.ts';
import { capitalizedOperations } from './capitalized-operations.ts';
import { capitalizedParameters } from './capitalized-parameters.ts';
import { coreUrnContainer } from './core-urn-container.ts';
import { danglingMembers } from './dangling-members.ts';
import { dateOnlyValues } from './date-only-values.ts';
import { draftUrns } from './draft-urns.ts';
import { emptyFilter } from './empty-filter.ts';
import { emptyOperations } from './empty-operations.ts';
import { emptyValues } from './empty-values.ts';
import { extensionAttributesWithoutUrn } from './extension-attributes-without-urn.ts';
import { flatKeys } from './flat-keys.ts';
import { idsInCapitals } from './ids-in-capitals.ts';
import { joinedUrns } from './joined-urns.ts';
import { jsonAsPlainText } from './json-as-plain-text.ts';
import { missingMessageSchema } from './missing-message-schema.ts';
import { nullElements } from './null-elements.ts';
import { numbersForStrings } from './numbers-for-strings.ts';
import { readOnlyInValues } from './read-only-in-values.ts';
import { removeByValue } from './remove-by-value.ts';
import { schemaVariants } from './schema-variants.ts';
import { severalPrimaries } from './several-primaries.ts';
import { singleForList } from './single-for-list.ts';
import { stringBooleans } from './string-booleans.ts';
import { stringNumbers } from './string-numbers.ts';
import { stringPageNumbers } from './string-page-numbers.ts';
import { unassignedDefaults } from './unassigned-defaults.ts';
import { unknownAttributes } from './unknown-attributes.ts';
import { unmatchedFilterCreates } from './unmatched-filter-creates.ts';
import { unquotedFilterValues } from './unquoted-filter-values.ts';
import { wrappedBase64 } from './wrapped-base64.ts';
import { wrappedValues } from './wrapped-values.ts';

/**
 * What Microsoft Entra ID's provisioning service needs beyond the RFCs, as a list of tolerated
 * quirks.
 */
export const entraProfile: Profile = new Set([
  bareElements,
  bareReferences,
  capitalizedOperations,
  capitalizedParameters,
  coreUrnContainer,
  danglingMembers,
  dateOnlyValues,
  draftUrns,
  emptyFilter,
  emptyOperations,
  emptyValues,
  extensionAttributesWithoutUrn,
  flatKeys,
  idsInCapitals,
  joinedUrns,
  jsonAsPlainText,
  missingMessageSchema,
  nullElements,
  numbersForStrings,
  readOnlyInValues,
  removeByValue,
  schemaVariants,
  severalPrimaries,
  singleForList,
  stringBooleans,
  stringNumbers,
  stringPageNumbers,
  unassignedDefaults,
  unknownAttributes,
  unmatchedFilterCreates,
  unquotedFilterValues,
  wrappedBase64,
  wrappedValues,
]);
