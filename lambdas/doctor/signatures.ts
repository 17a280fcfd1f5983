import type { Counter } from '../traffic/bucket.ts';
import {
  failureRate,
  intervals,
  isDone,
  ofKind,
  onlyProbes,
  repeatedMarks,
  silence,
  total,
  type Evidence,
} from './evidence.ts';
import { DAY, HOUR } from '../duration.ts';

/** broken: nothing flows. attention: something is lost or will be. info: good to know. */
export type Severity = 'broken' | 'attention' | 'info';

/** What provisioning that does not flow looks like from here, why, and what to do about it in the Entra portal. */
export interface Signature {
  readonly number: number;
  readonly severity: Severity;
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
  /** Signatures that this one explains. */
  readonly explains?: readonly number[];
  /** What was seen, with numbers; undefined where it is not so. */
  readonly find: (evidence: Evidence) => string | undefined;
}

const PROVISIONING = 'Enterprise apps, this application, Provisioning';
const SILENT_AFTER = 2 * HOUR;
const MASS = { users: 50, share: 0.1 };

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const hours = (milliseconds: number): string => `${Math.round(milliseconds / HOUR)} h`;
const days = (milliseconds: number): string => `${Math.floor(milliseconds / DAY)} days`;
const some = (count: number, what: (count: number) => string): string | undefined =>
  count > 0 ? what(count) : undefined;
/** Why credentials are refused, by what has to be done. A reason as it is recorded: the kind of the credential, a space, the reason. */
const REFUSED = {
  /** Entra made the token itself, and the tenant file does not accept that. */
  blankSecret: (reason: string) => reason === 'entra-token turned-off',
  secret: (reason: string) =>
    /^(?:bearer|client-credentials|none) (?:unknown|expired|revoked|malformed|missing|throttled)$/.test(reason),
  /** Microsoft signed it, or somebody else did, and it is not what the tenant file has. */
  trust: (reason: string) =>
    /^(?:federation|entra-token) /.test(reason) &&
    !/ (?:keys-unavailable|access-token-expired|scope|repeated|query-string)$/.test(reason) &&
    !REFUSED.blankSecret(reason),
  scope: (reason: string) => reason.endsWith(' scope'),
  outage: (reason: string) => reason.endsWith(' keys-unavailable'),
};

const isRefused =
  (because: keyof typeof REFUSED) =>
  ({ kind, reason }: Counter): boolean =>
    kind === 'refused' && REFUSED[because](reason);

/** What was refused in the last cycle; what was refused before that may be mended. */
const refusedLately =
  (because: keyof typeof REFUSED) =>
  ({ cycles, lastOf: { refused = '' } }: Evidence): string | undefined => {
    const counters = (cycles.at(-1)?.counters ?? []).filter(isRefused(because));
    const reasons = [...new Set(counters.map(({ reason }) => reason))].join(', ');
    return some(
      total(counters, () => true),
      (count) => `requests refused: ${count} (${reasons}), the last refusal at ${refused}`,
    );
  };

/** Whether anything got through after the last refusal. */
const isPassedSince = ({ lastOf: { refused = '', ...others } }: Evidence): boolean =>
  Object.values(others).some((last) => last > refused);

/** What was refused in the last cycle, where nothing got through after it. */
const refusals =
  (because: keyof typeof REFUSED) =>
  (evidence: Evidence): string | undefined =>
    isPassedSince(evidence) ? undefined : refusedLately(because)(evidence);

export const SIGNATURES: readonly Signature[] = [
  {
    number: 1,
    severity: 'broken',
    title: 'Entra comes and has nobody to provision',
    cause:
      'Nobody is assigned to the application, or only groups inside of groups, or a scoping filter leaves everybody out',
    fix: `${PROVISIONING.replace(', Provisioning', '')}, Users and groups: assign the users, or create or choose a group that holds all users with a mailbox, wait until it is synced to Entra ID, and assign it (members of nested groups are not read). Then ${PROVISIONING}: Start provisioning, and give it 40 minutes`,
    // Where people are here already, a cycle in which nobody changed looks the same.
    find: ({ cycles, recent, users }) =>
      users === 0 &&
      cycles.length >= 2 &&
      onlyProbes(recent) &&
      cycles.slice(-2).every(({ counters }) => onlyProbes(counters))
        ? `the last ${cycles.slice(-24).filter(({ counters }) => onlyProbes(counters)).length} visits were signs of life only`
        : undefined,
  },
  {
    number: 2,
    severity: 'broken',
    explains: [1, 23],
    title: 'The credentials were tested, and provisioning was never started',
    cause: 'Test Connection succeeded; the job was not started, or was stopped at once',
    fix: `${PROVISIONING}: press Start provisioning; the first cycle begins within 40 minutes`,
    find: (evidence) =>
      evidence.cycles.length === 1 && onlyProbes(evidence.all) && silence(evidence) > SILENT_AFTER
        ? `one test at ${evidence.cycles[0]?.start}, and nothing for ${hours(silence(evidence))}`
        : undefined,
  },
  {
    number: 3,
    severity: 'broken',
    explains: [1, 23],
    title: 'The job is in quarantine',
    cause:
      'Entra comes every 6 to 24 hours instead of every 40 minutes, as it does after too many failures or with bad credentials',
    fix: `${PROVISIONING}, Provisioning logs: mend what fails there (see the other findings), then Restart provisioning`,
    find: (evidence) => {
      const last = intervals(evidence).slice(-2);
      const isSlow = last.length === 2 && last.every((interval) => interval >= 5 * HOUR && interval <= 26 * HOUR);
      return isSlow ? `the last visits were ${last.map(hours).join(' and ')} apart` : undefined;
    },
  },
  {
    number: 4,
    severity: 'broken',
    explains: [3, 23],
    title: 'Entra has given the job up',
    cause: 'A job that fails for 28 days in quarantine is disabled',
    fix: `${PROVISIONING}: mend what failed last (see the other findings), then Start provisioning again`,
    find: (evidence) => {
      const last = evidence.cycles.at(-1);
      const failed =
        last && ((failureRate(last.counters) ?? 0) > 0 || last.counters.some(ofKind('refused', 'unknownRoute')));
      return failed && silence(evidence) > 28 * DAY
        ? `nothing for ${days(silence(evidence))}, after requests that failed`
        : undefined;
    },
  },
  {
    number: 5,
    severity: 'broken',
    explains: [1, 2, 23],
    title: 'The secret token is not accepted',
    cause:
      'It is wrong, expired or revoked, or was renewed on one side only; or a stranger tries the endpoint, and this goes away when Entra comes next',
    fix: `make a new one (npm run scim -- token create, or client rotate for OAuth), then ${PROVISIONING}, Admin Credentials: enter it, Test Connection, Save; the reasons are in docs/authentication.md`,
    find: refusals('secret'),
  },
  {
    number: 6,
    severity: 'broken',
    explains: [1, 2, 23],
    title: 'The Secret Token field in Entra is empty',
    cause: 'Entra sends a token of its own when the field is left blank',
    fix: `${PROVISIONING}, Admin Credentials: paste the secret token of this endpoint into Secret Token, Test Connection, Save`,
    find: refusals('blankSecret'),
  },
  {
    number: 7,
    severity: 'broken',
    explains: [1, 2, 23],
    title: 'The Tenant URL is wrong',
    cause: 'Requests go to paths that are none of this endpoint, such as a doubled /scim or one without /scim/v2',
    fix: `${PROVISIONING}, Admin Credentials: paste the Tenant URL exactly as npm start or the deployment printed it, ending in /scim/v2`,
    find: ({ lastOf: { unknownRoute = '', ...others }, recent }) =>
      Object.values(others).some((last) => last > unknownRoute)
        ? undefined
        : some(
            total(recent, ofKind('unknownRoute')),
            (count) => `requests to paths that do not exist: ${count}, the last at ${unknownRoute}`,
          ),
  },
  {
    number: 8,
    severity: 'broken',
    title: 'Entra matches by an attribute that cannot be searched',
    cause: 'The matching attribute was changed in the attribute mapping',
    fix: 'add the attribute to matchingAttributes in the tenant file and deploy, or set the matching attribute back to userName in the attribute mapping',
    find: ({ recent }) => {
      const found = recent.filter(({ status, reason }) => status === 400 && reason.startsWith('attribute:'));
      const names = [...new Set(found.map(({ reason }) => reason.slice('attribute:'.length)))].join(', ');
      return some(
        total(found, () => true),
        (count) => `${count} searches by ${names} refused`,
      );
    },
  },
  {
    number: 9,
    severity: 'attention',
    title: 'The same user cannot be created, cycle after cycle',
    cause:
      'A user with the same userName is here already and is not found by the matching attribute: often the account name and the mail address differ',
    fix: 'match by userName, or by the attribute in which both agree; or rename one of the two accounts in Entra',
    find: (evidence) =>
      some(
        repeatedMarks(evidence, 'conflict', 2),
        (count) => `${count} creations answered 409 in each of the last two cycles`,
      ),
  },
  {
    number: 10,
    severity: 'attention',
    title: 'Entra asks for users or groups that are not here',
    cause: 'They were deleted or erased here, and Entra still knows their ids',
    fix: `${PROVISIONING}: Restart provisioning; if that does not help, restart it with resetScope Full through Microsoft Graph, so that Entra forgets the ids`,
    find: (evidence) =>
      some(
        repeatedMarks(evidence, 'missing', 2),
        (count) => `${count} ids asked for in vain in each of the last two cycles`,
      ),
  },
  {
    number: 11,
    severity: 'attention',
    title: 'The same change comes in every cycle',
    cause:
      'Entra does not read back what it wrote: a value comes to it in another form or place, or two mappings write the same attribute',
    fix: 'see in the Provisioning logs which attribute is updated again and again; look for two mappings onto it, and report it to the operator of this service if there is one only',
    find: (evidence) =>
      some(
        repeatedMarks(evidence, 'patch', 3),
        (count) => `${count} identical updates in each of the last three cycles`,
      ),
  },
  {
    number: 12,
    severity: 'broken',
    title: 'Users cannot be disabled',
    cause: 'The value that is sent for active is neither true nor false',
    fix: 'in the attribute mapping, set active to Switch([IsSoftDeleted], , "False", "True", "True", "False")',
    find: ({ recent }) =>
      some(
        total(recent, ({ kind, status }) => kind === 'userDisable' && status === 400),
        (count) => `${count} requests to disable a user refused`,
      ),
  },
  {
    number: 13,
    severity: 'attention',
    title: 'Groups are here, and all of them are empty',
    cause: 'Their members are not in scope, or the members mapping of groups was removed',
    fix: 'assign the users themselves, or groups that hold them directly; keep the mapping of members in "Provision Microsoft Entra ID Groups"',
    find: ({ cycles, all, sampledGroups, emptyGroups }) =>
      cycles.length >= 2 && sampledGroups > 0 && emptyGroups === sampledGroups && !all.some(ofKind('groupMembers'))
        ? `${emptyGroups} of ${sampledGroups} groups looked at have no member, and none was ever sent`
        : undefined,
  },
  {
    number: 14,
    severity: 'info',
    title: 'Users arrive, groups do not',
    cause: 'The mapping of groups is switched off, or groups serve only to assign users',
    fix: `if the product needs groups: ${PROVISIONING}, Mappings, "Provision Microsoft Entra ID Groups": Enabled Yes, and assign the groups`,
    find: ({ cycles, all, users, groups }) =>
      cycles.length >= 2 &&
      users > 0 &&
      groups === 0 &&
      !all.some(ofKind('groupQuery', 'groupCreate', 'groupRead', 'groupPatch', 'groupMembers'))
        ? `${users} users, and no request about a group`
        : undefined,
  },
  {
    number: 15,
    severity: 'attention',
    title: 'A group was emptied by one request',
    cause: 'A request removed members without saying which',
    fix: 'look into the Provisioning logs whether this was meant; if not, Restart provisioning sends the members again',
    find: ({ recent }) =>
      some(
        total(recent, (each) => each.kind === 'groupMembers' && each.reason === 'removeAll' && isDone(each)),
        (count) => `times in the last day: ${count}`,
      ),
  },
  {
    number: 16,
    severity: 'attention',
    title: 'Many users were disabled at once',
    cause: 'A group was unassigned, or the scope was changed',
    fix: `if it was not meant: assign the group again; the users come back as they were. ${PROVISIONING}, Properties: set an accidental deletion threshold. If it was: npm run scim -- hold list, hold release`,
    find: ({ cycles, users, holds }) => {
      const disabled = total(cycles.at(-1)?.counters ?? [], (each) => each.kind === 'userDisable' && isDone(each));
      if (disabled >= MASS.users && disabled >= users * MASS.share)
        return `${disabled} of ${users} users in the last cycle`;
      return some(holds, (count) => `${count} mass deactivations wait for a decision`);
    },
  },
  {
    number: 17,
    severity: 'info',
    title: 'Users are deleted without having been disabled before',
    cause: 'The mapping of active is missing, or people are deleted for good in Entra',
    fix: 'keep the mapping of IsSoftDeleted onto active: a user who is only unassigned then stays visible as deactivated',
    find: ({ all, deletedAtOnce, sampledDeleted }) =>
      deletedAtOnce > 0 && !all.some(ofKind('userDisable'))
        ? `${deletedAtOnce} of ${sampledDeleted} deleted users`
        : undefined,
  },
  {
    number: 18,
    severity: 'info',
    title: 'Entra read everybody again',
    cause: 'Provisioning was restarted, or a mapping or the scope was edited',
    fix: 'nothing, unless nobody did that',
    find: ({ cycles, users }) => {
      const readIn = (counters = cycles.at(-1)?.counters ?? []): number =>
        total(counters, ofKind('userQuery', 'userRead'));
      const before = cycles.slice(-4, -1).map(({ counters }) => readIn(counters));
      const isUnusual = before.length >= 2 && readIn() >= users * 0.8 && (before.at(-1) ?? 0) < users * 0.5;
      return users >= 20 && isUnusual ? `${readIn()} reads in the last cycle, for ${users} users` : undefined;
    },
  },
  {
    number: 19,
    severity: 'info',
    title: 'Nobody has a manager',
    cause: 'The managers were not in scope when their people were created, or manager is not mapped',
    fix: 'if the product needs it: put the managers in scope, and Restart provisioning, since references are not sent later',
    find: ({ users, sampledUsers, usersWithManager, all }) =>
      users >= 20 && usersWithManager === 0 && !all.some(({ reason }) => reason === 'manager')
        ? `none of ${sampledUsers} users looked at, and none was ever sent`
        : undefined,
  },
  {
    number: 20,
    severity: 'info',
    title: 'Values that are emptied in Entra stay here',
    cause: 'Entra does not send an attribute that has become empty',
    fix: 'for an attribute that must be emptied, use an expression that sends a blank or another text instead of nothing, such as IIF(IsNullOrEmpty([jobTitle]), " ", [jobTitle])',
    find: ({ all, firstOf: { userPatch = '' }, now }) => {
      const patches = total(all, (each) => each.kind === 'userPatch' && isDone(each));
      const clears = all.some(({ reason }) => reason === 'clears');
      return patches >= 50 && !clears && now - Date.parse(userPatch) >= 7 * DAY
        ? `${patches} updates in ${days(now - Date.parse(userPatch))}, and none emptied anything`
        : undefined;
    },
  },
  {
    number: 21,
    severity: 'attention',
    title: 'The endpoint answers too late or not at all',
    cause: 'The database throttles, or a function fails',
    fix: 'operator: raise throttle in the tenant file (Entra needs 25 requests a second), look into the log of the scim function for "unexpected error"',
    find: ({ recent }) => {
      const requests = total(recent, () => true);
      const failed = total(recent, ({ status }) => status === 429 || status >= 500);
      return failed >= 10 && failed / requests > 0.05
        ? `${failed} of ${requests} requests (${percent(failed / requests)}) answered 429 or 5xx`
        : undefined;
    },
  },
  {
    number: 22,
    severity: 'attention',
    title: 'Some people cannot be searched',
    cause: 'A #, & or quote in the matching value cuts the search off',
    fix: 'match by an attribute without such characters, or change the account names',
    find: ({ recent }) =>
      some(
        total(recent, ({ reason }) => reason === 'cut'),
        (count) => `${count} searches arrived cut off`,
      ),
  },
  {
    number: 23,
    severity: 'attention',
    title: 'Entra has stopped coming',
    cause: 'Provisioning was stopped or paused, or has just gone into quarantine',
    fix: `${PROVISIONING}: look at the state of the job; Start provisioning, or mend what its message says`,
    find: (evidence) =>
      evidence.cycles.length > 0 && silence(evidence) > SILENT_AFTER
        ? `nothing since ${evidence.cycles.at(-1)?.end}`
        : undefined,
  },
  {
    number: 24,
    severity: 'broken',
    title: 'Nothing has ever arrived',
    cause: 'Provisioning is not configured, or goes elsewhere; a request without any token is not seen here either',
    fix: `${PROVISIONING}, New configuration: Tenant URL and Secret Token of this endpoint, Test Connection, Create; then assign users and Start provisioning`,
    find: ({ cycles }) => (cycles.length === 0 ? 'no request is on record' : undefined),
  },
  {
    number: 25,
    severity: 'attention',
    title: 'A credential that is used ends soon',
    cause: 'Every secret token and client secret has an end; what is not renewed before that is refused after it',
    fix: `operator: npm run scim -- token rotate <key id>, or client rotate <client id>, unless that was done already; then ${PROVISIONING}, Admin Credentials: enter the new one, Test Connection, Save`,
    find: ({ ending }) =>
      some(ending.length, () =>
        ending
          .map(({ keyId, secretId, expiresAt, daysLeft }) => {
            const name = secretId === undefined ? keyId : `${keyId}, secret ${secretId},`;
            return `${name} ends on ${expiresAt.slice(0, 10)}, in ${daysLeft} days`;
          })
          .join('; '),
      ),
  },
  {
    number: 26,
    severity: 'broken',
    explains: [1, 2, 23],
    title: 'What Microsoft signed is not accepted',
    cause:
      'Audience, issuer, subject, tenant or client id are not those of the tenant file, federation is not in it, or the signature or the time is wrong; the answer in Entra names what came',
    fix: 'operator: compare the answer in the Provisioning logs with federation (or entraToken) in the tenant file, and deploy; there is no secret to renew',
    find: refusals('trust'),
  },
  {
    number: 27,
    severity: 'broken',
    explains: [1, 2, 23],
    title: 'A credential may not do what it is used for',
    cause: 'It has other scopes: directory reads the directory only, scim:read writes nothing',
    fix: `operator: npm run scim -- token create --scope scim (or client create); then ${PROVISIONING}, Admin Credentials: enter it, Test Connection, Save`,
    // One that may read gets through in between.
    find: refusedLately('scope'),
  },
  {
    number: 28,
    severity: 'attention',
    explains: [23],
    title: "Microsoft's keys cannot be fetched",
    cause: 'Without them nobody can say whether an assertion is genuine; the host is down, or jwksUri is wrong',
    fix: 'nothing has to be renewed, and Entra tries again by itself; if it stays, operator: look at jwksUri in the tenant file and at the log of the token function and the authorizer',
    find: refusals('outage'),
  },
  {
    number: 29,
    severity: 'info',
    title: 'Some requests are refused while others get through',
    cause:
      'A credential was renewed on one side only, another client has a wrong one, or a stranger tries the endpoint',
    fix: 'npm run scim -- credential report shows who gets through; when Entra is not among them, enter its credential anew',
    find: (evidence) =>
      isPassedSince(evidence)
        ? (['secret', 'blankSecret', 'trust'] as const)
            .map((because) => refusedLately(because)(evidence))
            .find((seen) => seen !== undefined)
        : undefined,
  },
];
