import type { UserShown } from '../../../lambdas/operator/user-shown.ts';
import type { HeldReport } from '../../../lambdas/service/lifecycle/operator/held.ts';
import type { UserReport } from '../../../lambdas/service/lifecycle/operator/users.ts';
import { coloured } from '../output/colour.ts';
import { formatFacts, type Fact } from '../output/facts.ts';
import { momentAndAgo, momentOf } from '../output/time.ts';

/** Characters for the names of facts. */
const NAMES = 14;

/** Where a user stands. */
export const describeStanding = (report: UserReport, now: string): string =>
  [...formatFacts(standing(report, now), NAMES), ...(report.kept ?? []).flatMap(describeKept)].join('\n');

/** The same, with what the directory tells, and what happened last. */
export function describeShown(report: UserShown, now: string): string {
  const { fields, groups, lastChange, lastRefusal, kept = [] } = report;
  const names = groups.map(({ id, name }) => name ?? id);
  const last: Fact[] = [
    [
      'last change',
      lastChange ? `${at(lastChange.time, now)}: ${changeText(lastChange)}` : 'none by a client in 36 days',
    ],
    ['last refusal', lastRefusal ? `${at(lastRefusal.at, now)}: ${refusalText(lastRefusal)}` : 'none in 30 days'],
  ];
  return [
    ...formatFacts([...standing(report, now), ...last, ['groups', names.join(', ') || 'none']], NAMES),
    ...(fields.length > 0
      ? [
          '',
          ...formatFacts(
            fields.map(({ field, value }) => [field, value ?? '-']),
            widest(fields),
          ),
        ]
      : []),
    ...kept.flatMap(describeKept),
  ].join('\n');
}

const widest = (fields: UserShown['fields']): number =>
  fields.reduce((most, { field }) => Math.max(most, field.length + 2), NAMES);

const at = (time: string, now: string): string => momentAndAgo(time, now) ?? '';

function changeText({ event, changed, by }: NonNullable<UserShown['lastChange']>): string {
  const what = changed.length > 0 ? ` (${changed.join(', ')})` : '';
  return `${event}${what}${by === undefined ? '' : ` by ${by}`}`;
}

function refusalText({ operation, status, scimType, attributes }: NonNullable<UserShown['lastRefusal']>): string {
  const what = attributes.length > 0 ? `, about ${attributes.join(', ')}` : '';
  return `${operation}: ${[status, scimType].filter((each) => each !== undefined).join(' ')}${what}`;
}

function standing(report: UserReport, now: string): Fact[] {
  const { id, userName, state, softDeletedAt, deletedAt, erasedAt, restoredAt, revived, purgeAfter, hold } = report;
  const back = momentAndAgo(restoredAt, now);
  return [
    ['id', id],
    ['user name', userName],
    ['state', coloured(state)],
    ['soft-deleted', momentAndAgo(softDeletedAt, now)],
    ['deleted', momentAndAgo(deletedAt, now)],
    ['restored', revived ? `${back ?? ''}, by a client that created it again` : back],
    ['erased', momentAndAgo(erasedAt, now)],
    ['purge after', momentAndAgo(purgeAfter, now)],
    ['legal hold', hold && `since ${momentOf(hold.since)}: ${hold.reason}`],
  ];
}

function describeKept(kept: HeldReport['kept'][number]): string[] {
  if ('groups' in kept) return ['', `version ${kept.version}, ${momentOf(kept.at)}: in the groups`, ...kept.groups];
  const { version, lastModified, state, attributes } = kept;
  return [
    '',
    `version ${version}, since ${momentOf(lastModified)}: ${state}`,
    JSON.stringify(attributes, undefined, 2),
  ];
}
