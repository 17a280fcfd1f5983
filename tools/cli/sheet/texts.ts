/** What stands in the sheet and nowhere on the setup page. */
export const ABOUT = (setupUrl: string, day: string): string =>
  `Made ${day}. It holds no secret. **Connect**, **Fields**, **People** and **Is it flowing?** are pages at \`${setupUrl}\`, which open with a link of your own: ask whoever sent you this for one.`;

export const INTRODUCTION = [
  'Microsoft Entra ID keeps the people and groups of the product as they are in your company, by SCIM 2.0 (RFC 7643 and 7644): who is assigned to the application in Entra is created here, changes follow, and who leaves is disabled here.',
  'Entra comes by itself, about every 40 minutes. Nothing is installed in your company, and nothing is written back to Entra.',
];

export const SIGN_IN =
  'Entra signs in by one of these. Each customer has secrets of its own; several may work at the same time, so that one is renewed without a gap.';

export const FOUND =
  'These are what **Is it flowing?** tells of, with numbers and times; the code stays the same in every version. The reason for a single refused request stands in the provisioning logs of Entra.';

/** Whom to ask; the contact is the vendor's own words. */
export const SUPPORT = (contact = 'whoever sent you this sheet'): string =>
  `Ask ${contact}. Name the code, or the time of the request, and its id in the provisioning logs of Entra.`;
