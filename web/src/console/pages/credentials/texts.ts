import type { CredentialView, Scope } from '../../api/types.ts';

export const CREDENTIALS = {
  title: 'Credentials and links',
  description:
    'Everything that clients sign in with, and the links to the setup page. Last use is up to 40 minutes behind; what is revoked ends within half a minute.',
  empty: 'There is none.',
  make: 'Make one',
  kind: 'What to make',
  label: 'What it is for, or whom',
  scope: 'What it may do',
  days: 'For how many days',
  may: 'What the link allows besides the page',
  once: 'Take it along now: it is shown this once, and kept nowhere.',
  revoke: 'Whoever uses it is refused from then on. It cannot be taken back.',
  revokeTokens:
    'The access tokens that were given out so far end. The federation goes on, and gives out others: it ends in the tenant file.',
  rotate:
    'A new one is made, and what is there goes on working for 7 more days: enter the new one into Entra before that.',
  did: 'What it did',
  used: 'It is still used: its last use was a short while ago.',
};

export const KINDS: Readonly<Record<string, string>> = {
  bearer: 'Secret token',
  'client-credentials': 'OAuth client',
  'setup-link': 'Setup link',
  federation: 'Federation',
  'entra-token': 'Token of Entra',
};

export const CREDENTIAL_STATES: Readonly<
  Record<CredentialView['state'], { readonly type: 'success' | 'stopped' | 'pending'; readonly word: string }>
> = {
  valid: { type: 'success', word: 'Valid' },
  replaced: { type: 'pending', word: 'Replaced, ends soon' },
  expired: { type: 'stopped', word: 'Expired' },
  revoked: { type: 'stopped', word: 'Revoked' },
  'turned-off': { type: 'stopped', word: 'Turned off' },
};

export type MakeKind = 'token' | 'client' | 'link';
export const MAKE_KINDS: readonly { readonly value: MakeKind; readonly label: string }[] = [
  { value: 'token', label: 'Secret token' },
  { value: 'client', label: 'OAuth client' },
  { value: 'link', label: 'Setup link' },
];

export const MAY = [
  { value: 'tokens', label: 'Make secrets' },
  { value: 'tokens,people', label: 'Make secrets and read people' },
  { value: 'people', label: 'Read people' },
  { value: 'none', label: 'Neither' },
] as const;

export const SCOPE_NAMES: readonly { readonly value: Scope; readonly label: string }[] = [
  { value: 'scim', label: 'Provision (scim)' },
  { value: 'scim:read', label: 'Read by SCIM (scim:read)' },
  { value: 'directory', label: 'Read the directory (directory)' },
];
