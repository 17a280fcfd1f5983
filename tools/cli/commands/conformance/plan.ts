import type { ProfileName, Suite } from '../../../../conformance/harness/collect.ts';
import { SUITES, type SuiteName } from '../../../../conformance/suites/index.ts';

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

/** The suites of a profile with the names of their files; those that need an empty directory come first. */
export function planOf(profile: Profile): readonly (readonly [string, Suite])[] {
  const all = PLANS[profile].suites.flatMap((name) => SUITES[name].map((suite: Suite) => [name, suite] as const));
  const isFirst = ([, { needs }]: readonly [string, Suite]): boolean => needs.includes('empty directory');
  return [...all.filter(isFirst), ...all.filter((one) => !isFirst(one))];
}

export const countTests = ({ children }: Suite): number =>
  children.reduce((sum, child) => sum + (child.kind === 'test' ? 1 : countTests(child)), 0);
