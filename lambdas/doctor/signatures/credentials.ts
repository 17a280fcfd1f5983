import { refusals, refusedBeside, refusedLately } from './refusals.ts';
import type { Signature } from './signature.ts';
import { newestFirst } from './sighting.ts';
import { counted, PROVISIONING, some } from './words.ts';

/** Credentials that are refused, or will be soon (docs/authentication.md has the reasons). */
export const CREDENTIALS: readonly Signature[] = [
  {
    id: 'secret-not-accepted',
    number: 5,
    severity: 'broken',
    explains: ['nobody-to-provision', 'credentials-tested-not-started', 'stopped-coming'],
    title: 'The secret token is not accepted',
    cause:
      'It is wrong, expired or revoked, or was renewed on one side only; or a stranger tries the endpoint, and this goes away when Entra comes next',
    fix: `make a new one (npm run scim -- token create, or client rotate for OAuth), then ${PROVISIONING}, Admin Credentials: enter it, Test Connection, Save; the reasons are in docs/authentication.md`,
    fixForAdmin: `make a secret under Connect on the setup page, then ${PROVISIONING}, Admin Credentials: enter it, Test Connection, Save`,
    find: refusals('secret'),
  },
  {
    id: 'secret-field-empty',
    number: 6,
    severity: 'broken',
    explains: ['nobody-to-provision', 'credentials-tested-not-started', 'stopped-coming'],
    title: 'The Secret Token field in Entra is empty',
    cause: 'Entra sends a token of its own when the field is left blank',
    fix: `${PROVISIONING}, Admin Credentials: paste the secret token of this endpoint into Secret Token, Test Connection, Save`,
    find: refusals('blankSecret'),
  },
  {
    id: 'credential-ends-soon',
    number: 25,
    severity: 'attention',
    title: 'A credential that is used ends soon',
    cause: 'Every secret token and client secret has an end; what is not renewed before that is refused after it',
    fix: `operator: npm run scim -- token rotate <key id>, or client rotate <client id>, unless that was done already; then ${PROVISIONING}, Admin Credentials: enter the new one, Test Connection, Save`,
    fixForAdmin: `make a secret under Connect on the setup page, then ${PROVISIONING}, Admin Credentials: enter it, Test Connection, Save`,
    find: ({ ending }) =>
      some(ending.length, () =>
        ending
          .map(({ keyId, secretId, expiresAt, daysLeft }) => {
            const name = secretId === undefined ? keyId : `${keyId}, secret ${secretId},`;
            return `${name} ends on ${expiresAt.slice(0, 10)}, in ${counted(daysLeft, 'day', 'days')}`;
          })
          .join('; '),
      ),
  },
  {
    id: 'signed-by-microsoft-not-accepted',
    number: 26,
    severity: 'broken',
    explains: ['nobody-to-provision', 'credentials-tested-not-started', 'stopped-coming'],
    title: 'What Microsoft signed is not accepted',
    cause:
      'Audience, issuer, subject, tenant or client id are not those that the tenant is set up for, federation is not set up, or the signature or the time is wrong; the answer in Entra names what came',
    fix: 'operator: compare the answer in the Provisioning logs with federation (or entraToken) in the tenant file, and deploy; there is no secret to renew',
    fixForAdmin:
      'ask the operator of this service to compare the answer in the Provisioning logs with what is set up for this tenant; there is no secret to renew',
    find: refusals('trust'),
  },
  {
    id: 'scope-not-sufficient',
    number: 27,
    severity: 'broken',
    explains: ['nobody-to-provision', 'credentials-tested-not-started', 'stopped-coming'],
    title: 'A credential may not do what it is used for',
    cause: 'It has other scopes: directory reads the directory only, scim:read writes nothing',
    fix: `operator: npm run scim -- token create --scope scim (or client create); then ${PROVISIONING}, Admin Credentials: enter it, Test Connection, Save`,
    fixForAdmin: `make a secret under Connect on the setup page, then ${PROVISIONING}, Admin Credentials: enter it, Test Connection, Save`,
    // One that may read gets through in between.
    find: refusedLately('scope'),
  },
  {
    id: 'signing-keys-unavailable',
    number: 28,
    severity: 'attention',
    explains: ['stopped-coming'],
    title: "Microsoft's keys cannot be fetched",
    cause: 'Without them nobody can say whether an assertion is genuine; the host is down, or jwksUri is wrong',
    fix: 'nothing has to be renewed, and Entra tries again by itself; if it stays, operator: look at jwksUri in the tenant file and at the log of the token function and the authorizer',
    fixForAdmin:
      'nothing has to be renewed, and Entra tries again by itself; if it stays, tell the operator of this service',
    find: refusals('outage'),
  },
  {
    id: 'some-requests-refused',
    number: 29,
    severity: 'info',
    title: 'Some requests are refused while others get through',
    cause:
      'A credential was renewed on one side only, another client has a wrong one, or a stranger tries the endpoint',
    fix: 'npm run scim -- credential report shows who gets through; when Entra is not among them, enter its credential anew',
    fixForAdmin: `when Entra is not among those who get through, ${PROVISIONING}, Admin Credentials: enter its secret anew, Test Connection, Save`,
    find: (evidence) => {
      const found = (['secret', 'blankSecret', 'trust'] as const)
        .flatMap((because) => refusedBeside(evidence, because) ?? [])
        .toSorted(newestFirst);
      const [newest] = found;
      return newest && { ...newest, evidence: found.map((each) => each.evidence).join('; ') };
    },
  },
];
