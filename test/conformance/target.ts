import type { ProfileName } from '../../lambdas/scim/quirks/profiles.ts';
import { createScim, type TestScim } from '../support/scim.ts';
import { openHttpTarget, type Endpoint } from './http-target.ts';

/**
 * What the suite is run against: the endpoint in this process, on a table of its own for each `openTarget`, or the one at CONFORMANCE_URL with
 * the token CONFORMANCE_TOKEN. `request` takes a path below `base`; a body that is a string is sent as it is, anything else as JSON.
 */
export interface Target extends Pick<TestScim, 'request' | 'createUser' | 'drop'> {
  /** The SCIM base, as it is in `meta.location`. */
  readonly base: string;
}

/** What a test may need that not every target has, and why it needs it. */
const NEEDS = {
  table: 'looks at what is stored',
  clock: 'moves the time of the endpoint',
  faults: 'lets something fail inside the endpoint',
  tenants: 'asks another tenant, or with another scope',
  'empty directory': 'counts or orders everything that is there',
};
export type Need = keyof typeof NEEDS;

const endpoint = readEndpoint();

function readEndpoint(): Endpoint | undefined {
  const { CONFORMANCE_URL: url, CONFORMANCE_TOKEN: token = '' } = process.env;
  return url ? { url, token } : undefined;
}

/** Over HTTP the profile is what it is; not told, every test runs that could be right under one. */
const isOfProfile = (profile: ProfileName): boolean =>
  (process.env['CONFORMANCE_PROFILE'] || profile) === profile || endpoint === undefined;

async function isEmpty(from: Endpoint): Promise<boolean> {
  const { request } = openHttpTarget(from);
  const counts = await Promise.all(['/Users', '/Groups'].map((path) => request('GET', `${path}?count=0`)));
  return counts.every(({ status, body }) => status === 200 && body.totalResults === 0);
}

const available: readonly Need[] =
  endpoint === undefined
    ? ['table', 'clock', 'faults', 'tenants', 'empty directory']
    : (await isEmpty(endpoint))
      ? ['empty directory']
      : [];

export const openTarget = async (profile: ProfileName): Promise<Target> =>
  endpoint === undefined ? createScim({ profile }) : openHttpTarget(endpoint);

type Define = (title: string, body: () => void) => void;
type DefineTest = (title: string, body: () => Promise<void>) => void;

/** A group of tests for endpoints of this profile; what it needs besides, the target must have. */
export const ofProfile =
  (profile: ProfileName, ...needed: readonly Need[]): Define =>
  (title, body) => {
    const missing = [
      ...(isOfProfile(profile) ? [] : [`profile ${profile}`]),
      ...needed.filter((need) => !available.includes(need)).map((need) => `${need}: ${NEEDS[need]}`),
    ];
    if (missing.length === 0) describe(title, body);
    else describe.skip(`${title} (needs ${missing.join(', ')})`, body);
  };

/** A test that needs more than an endpoint; where that is not there, the report says what is missing. */
export const needing =
  (need: Need): DefineTest =>
  (title, body) => {
    if (available.includes(need)) test(title, body);
    else test.skip(`${title} (needs ${need}: ${NEEDS[need]})`, body);
  };
