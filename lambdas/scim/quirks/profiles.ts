import { entraProfile } from './entra/profile.ts';
import type { Profile } from './quirk.ts';

export type ProfileName = 'entra' | 'strict';

/** `strict` tolerates nothing: RFC 7643 and RFC 7644 as written. */
export const profiles: Readonly<Record<ProfileName, Profile>> = { entra: entraProfile, strict: new Set() };
