import { ofKind, total } from '../evidence.ts';
import type { Signature } from './signature.ts';
import { PROVISIONING, percent, some } from './words.ts';

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
    find: ({ lastOf: { unknownRoute = '', ...others }, recent }) =>
      Object.values(others).some((last) => last > unknownRoute)
        ? undefined
        : some(
            total(recent, ofKind('unknownRoute')),
            (count) => `requests to paths that do not exist: ${count}, the last at ${unknownRoute}`,
          ),
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
      const failed = total(recent, ({ status }) => status === 429 || status >= 500);
      return failed >= 10 && failed / requests > 0.05
        ? `${failed} of ${requests} requests (${percent(failed / requests)}) answered 429 or 5xx`
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
    find: ({ cycles }) => (cycles.length === 0 ? 'no request is on record' : undefined),
  },
];
