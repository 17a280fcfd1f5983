import { DAY } from '../../duration.ts';
import { isDone, total, type Evidence } from '../evidence.ts';
import { UNKNOWN_NAME } from '../../traffic/classify.ts';
import { isDoneSince, latestWith } from './latest.ts';
import { over, sightingOf } from './sighting.ts';
import type { Sighting, Signature } from './signature.ts';
import { counted, days, some } from './words.ts';

const SHOWN = 10;

/** The attribute of a search that was refused. */
function nameIn(reason: string): string {
  const name = reason.slice('attribute:'.length);
  return name === UNKNOWN_NAME ? 'an attribute that /Schemas does not list' : name;
}

function searchesRefused(counters: Evidence['recent']): Sighting | undefined {
  const found = counters.filter(({ status, reason }) => status === 400 && reason.startsWith('attribute:'));
  const names = [...new Set(found.map(({ reason }) => nameIn(reason)))].join(', ');
  return sightingOf(found, (count) => `${counted(count, 'search', 'searches')} by ${names} refused`);
}

const disablesRefused = (counters: Evidence['recent']): Sighting | undefined =>
  sightingOf(
    counters.filter(({ kind, status }) => kind === 'userDisable' && status === 400),
    (count) => `${counted(count, 'request', 'requests')} to disable a user refused`,
  );

/** What the attribute mapping sends, and what it does not. */
export const MAPPING: readonly Signature[] = [
  {
    id: 'matching-attribute-not-searchable',
    number: 8,
    severity: 'broken',
    title: 'Entra matches by an attribute that cannot be searched',
    cause: 'The matching attribute was changed in the attribute mapping',
    fix: 'add the attribute to matchingAttributes in the tenant file and deploy, or set the matching attribute back to userName in the attribute mapping',
    fixForAdmin:
      'set the matching attribute back to userName in the attribute mapping, or ask the operator of this service to allow another one',
    find: (evidence) => {
      const searches = latestWith(evidence, 'probe', 'userQuery', 'groupQuery');
      return searchesRefused(searches) ?? over(searchesRefused(evidence.recent));
    },
  },
  {
    id: 'disable-refused',
    number: 12,
    severity: 'broken',
    title: 'Users cannot be disabled',
    cause: 'The value that is sent for active is neither true nor false',
    fix: 'in the attribute mapping, set active to Switch([IsSoftDeleted], , "False", "True", "True", "False")',
    find: (evidence) => {
      const sighting = disablesRefused(latestWith(evidence, 'userDisable'));
      const isNow = sighting && !isDoneSince(evidence, sighting, 'userDisable');
      return isNow ? sighting : over(disablesRefused(evidence.recent));
    },
  },
  {
    id: 'nobody-has-manager',
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
    id: 'emptied-values-stay',
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
    id: 'attributes-not-stored',
    number: 30,
    severity: 'info',
    title: 'Attributes arrive that are not stored',
    cause: 'The attribute mapping sends to target attributes that this service does not have',
    fix: 'map them onto attributes that /Schemas lists ("scim mapping" shows which fields need one), declare an extension in the tenant file, or take them out of the attribute mapping',
    fixForAdmin:
      'map them onto the target attributes that Fields on the setup page lists, or take them out of the attribute mapping',
    find: ({ leftOut }) =>
      some(leftOut.size, () =>
        [...leftOut]
          .slice(0, SHOWN)
          .map(([name, count]) => `${name} (${count} ×)`)
          .join(', '),
      ),
  },
  {
    id: 'search-cut-off',
    number: 22,
    severity: 'attention',
    title: 'Some people cannot be searched',
    cause: 'A #, & or quote in the matching value cuts the search off',
    fix: 'match by an attribute without such characters, or change the account names',
    find: ({ recent }) =>
      sightingOf(
        recent.filter(({ reason }) => reason === 'cut'),
        (count) => `${counted(count, 'search', 'searches')} arrived cut off`,
      ),
  },
  {
    id: 'external-id-is-no-object-id',
    number: 31,
    severity: 'info',
    title: 'People are not known by their objectId',
    cause: 'Entra maps mailNickname onto externalId unless it is changed',
    fix: 'in the attribute mapping, change the source of externalId to objectId, before anything else: a mailNickname can be given to somebody else, an objectId never is, so that only by it a person who was deleted gets the old id again (revive in the tenant file). Then Restart provisioning',
    fixForAdmin:
      'in the attribute mapping, change the source of externalId to objectId, before anything else: a mailNickname can be given to somebody else, an objectId never is, so that only by it a person who was deleted gets the old id again. Then Restart provisioning',
    find: ({ users, sampledUsers, usersWithObjectId }) =>
      users >= 20 && usersWithObjectId === 0
        ? `none of ${sampledUsers} users looked at has a UUID as externalId`
        : undefined,
  },
];
