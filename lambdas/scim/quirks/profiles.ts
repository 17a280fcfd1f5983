import { entraProfile } from './entra/profile.ts';
import type { Profile, Quirk } from './quirk.ts';

/** `strict` tolerates nothing: RFC 7643 and RFC 7644 as written. */
export const profiles = { entra: entraProfile, strict: new Set<Quirk>() } satisfies Readonly<Record<string, Profile>>;

export type ProfileName = keyof typeof profiles;
