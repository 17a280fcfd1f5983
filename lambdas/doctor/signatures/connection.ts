import { ofKind, total } from '../evidence.ts';
import { over, sightingOf } from './sighting.ts';
import type { Signature } from './signature.ts';
import { PROVISIONING, percent } from './words.ts';

/** Whether requests reach the endpoint, and whether it answers. */
export const CONNECTION: readonly Signature[] = [
  {
    id: 'tenant-url-wrong',
    number: 7,
    severity: 'broken',
    explains: ['nobody-to-provision', 'credentials-tested-not-started', 'stopped-coming'],
    title: 'The Tenant URL is wrong',
    cause: 'Requests go to paths that are none of this endpoint, such as a doubled /scim or one without /scim/v2',
    fix: `${PROVISIONING}, Admin Credentials: paste the Tenant URL exactly as npm start or the deployment printed it, ending in /scim/v2`,
    fixForAdmin: `${PROVISIONING}, Admin Credentials: paste the Tenant URL exactly as Connect on the setup page has it, ending in /scim/v2`,
    // What is refused says nothing about the path.
    find: ({ lastOf: { unknownRoute = '', refused: _, ...others }, recent }) => {
      const sighting = sightingOf(
        recent.filter(ofKind('unknownRoute')),
        (count) => `requests to paths that do not exist: ${count}`,
      );
      return Object.values(others).some((last) => last > unknownRoute) ? over(sighting) : sighting;
    },
  },
  {
    id: 'endpoint-slow-or-failing',
    number: 21,
    severity: 'attention',
    title: 'The endpoint answers too late or not at all',
    cause: 'The database throttles, or a function fails',
    fix: 'operator: raise throttle in the tenant file (Entra needs 25 requests a second), look into the log of the scim function for "unexpected error"',
    fixForAdmin:
      'nothing in Entra, which tries again by itself; if it stays, tell the operator of this service when it was',
    find: ({ recent }) => {
      const requests = total(recent, () => true);
      const failures = recent.filter(({ status }) => status === 429 || status >= 500);
      const failed = total(failures, () => true);
      return failed >= 10 && failed / requests > 0.05
        ? sightingOf(
            failures,
            () => `${failed} of ${requests} requests (${percent(failed / requests)}) answered 429 or 5xx`,
          )
        : undefined;
    },
  },
  {
    id: 'nothing-ever-arrived',
    number: 24,
    severity: 'broken',
    title: 'Nothing has ever arrived',
    cause: 'Provisioning is not configured, or goes elsewhere; a request without any token is not seen here either',
    fix: `${PROVISIONING}, New configuration: Tenant URL and Secret Token of this endpoint, Test Connection, Create; then assign users and Start provisioning`,
    // The record ends after some time, which the people here do not.
    find: ({ cycles, users, groups }) =>
      cycles.length === 0 && users + groups === 0 ? 'no request is on record' : undefined,
  },
];
