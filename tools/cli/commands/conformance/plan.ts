import type { ProfileName, Suite } from '../../../../conformance/harness/collect.ts';
import { SUITES, type SuiteName } from '../../../../conformance/suites/index.ts';
import { PlainError } from '../../../plain-error.ts';

export const PROFILES = ['entra', 'strict', 'interop', 'ipsie'] as const;
export type Profile = (typeof PROFILES)[number];

/** What the RFC table of docs/conformance.md is shown by. */
const RFC: readonly SuiteName[] = [
  'discovery',
  'create',
  'put',
  'patch',
  'patch-refusals',
  'every-attribute',
  'filters',
  'lists',
  'attributes',
  'groups',
  'http',
  'bulk',
];

interface Plan {
  readonly suites: readonly SuiteName[];
  /** The profile of the endpoint, where the suites differ by it. */
  readonly profile?: ProfileName;
}

const PLANS: Readonly<Record<Profile, Plan>> = {
  entra: { suites: ['entra', 'microsoft', ...RFC], profile: 'entra' },
  strict: { suites: RFC, profile: 'strict' },
  interop: { suites: ['interop'] },
  // It asks for the interop profile, and for more.
  ipsie: { suites: ['interop', 'ipsie'] },
};

export const profileOf = (profile: Profile): ProfileName | undefined => PLANS[profile].profile;

/** Whether the table of the RFCs is part of it. */
export const hasRfcs = (profile: Profile): boolean => PLANS[profile].profile !== undefined;

/**
 * The suites of a profile with the names of their files, all or these only; those that need an empty
 * directory come first. Throws PlainError for one that the profile does not have.
 */
export function planOf(profile: Profile, only?: readonly string[]): readonly (readonly [string, Suite])[] {
  const { suites } = PLANS[profile];
  const unknown = only?.find((name) => !suites.some((suite) => suite === name));
  if (unknown !== undefined)
    throw new PlainError(`the profile ${profile} has no suite "${unknown}"; it has: ${suites.join(', ')}`);
  const played = suites.filter((name) => only?.includes(name) ?? true);
  const all = played.flatMap((name) => SUITES[name].map((suite: Suite) => [name, suite] as const));
  const isFirst = ([, { needs }]: readonly [string, Suite]): boolean => needs.includes('empty directory');
  return [...all.filter(isFirst), ...all.filter((one) => !isFirst(one))];
}

export const countTests = ({ children }: Suite): number =>
  children.reduce((sum, child) => sum + (child.kind === 'test' ? 1 : countTests(child)), 0);
