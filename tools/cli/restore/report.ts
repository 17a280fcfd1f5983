import { totalOf } from '../commands/check.ts';
import { formatFacts } from '../output/facts.ts';
import { momentOf } from '../output/time.ts';
import type { Merged } from './merge.ts';
import type { RestorePlan, RestoreRequest } from './plan.ts';
import type { Since } from './preview.ts';

/** Ids that are listed, before only their number is told. */
const LISTED = 50;

/** What is about to be done, and where. */
export function describePlan(plan: RestorePlan, { tenant, discardNewer }: RestoreRequest): string {
  const { lost, erased } = plan;
  return formatFacts(
    [
      ['tenant', tenant],
      ['account', plan.account],
      ['Region', plan.region],
      ['old table', `${plan.from}${lost === undefined ? '' : `, which cannot be read: ${lost}`}`],
      ['as of', plan.to],
      ['new table', `${plan.into}${plan.isThere ? ', which is there' : ', which is made'}`],
      ['who came since', lost !== undefined ? 'is lost' : discardNewer ? 'is not taken over' : 'is taken over'],
      [
        'erased',
        erased ? `${erased.erased.length} ids of the file, as of ${momentOf(erased.asOf)}` : 'as the old table says',
      ],
      ...(lost === undefined
        ? []
        : ([
            [
              'not known',
              `who was erased after ${erased && momentOf(erased.asOf)}, and which credentials were revoked after ${plan.to}`,
            ],
          ] as const)),
    ],
    16,
  ).join('\n');
}

export const describeSince = ({ erased, created, changed, left, revoked }: Since, to: string): string =>
  formatFacts(
    [
      [`since ${to}`, ''],
      ['erased', `${erased}: would be erased again`],
      ['created', `${created}: would be taken over, but with --discard-newer`],
      ['changed', `${changed}: would be as they were`],
      ['left', `${left}: deleted or deactivated, would be back`],
      ['revoked', `${revoked} credentials: would be revoked again`],
    ],
    16,
  ).join('\n');

/** What was done, and what is left to be done by people. `streamArn`: of the restored table, where it has one. */
export function describeMerged(
  { people, members, carried, revoked, unfinished, check, again }: Merged,
  plan: RestorePlan,
  request: RestoreRequest,
  streamArn: string | undefined,
): string {
  const { fates, refused, discarded, back, unknown } = people;
  const problems = totalOf(check);
  const done = formatFacts(
    [
      ['erased again', `${fates.erase}, and the places of ${fates.entomb} who came and went since`],
      [
        'taken over',
        `${fates.take + fates.revive} people and groups, ${members.joined} memberships, ${carried} others`,
      ],
      ['as they were', `${fates.raise} that were changed since`],
      ['revoked again', `${revoked} credentials`],
      ['left out', refused.length > 0 ? listed(refused, 'a unique value of theirs is in use') : undefined],
      ['nested', members.refused.length > 0 ? members.refused.join('; ') : undefined],
      ['unknown', unknown > 0 ? `${unknown} of types that the tenant file does not have` : undefined],
      ['unfinished', unfinished > 0 ? `${unfinished}: the purge carries them out` : undefined],
      ['check', problems === 0 ? `${check.items} items, nothing is wrong` : `${problems} things are wrong:`],
    ],
    16,
  );
  return [
    ...done,
    ...check.problems.map(({ key, what }) => `  ${key} ${what}`),
    ...(again ? [] : backAgain(back)),
    '',
    ...(again ? ['It was taken over before: this was what came since.'] : remaining(plan, request, streamArn)),
    ...entra(plan, refused.length + discarded.length),
  ].join('\n');
}

const listed = (people: readonly { readonly id: string }[], why: string): string =>
  `${people.length}, ${why}: ${ids(people.map(({ id }) => id))}`;

const ids = (all: readonly string[]): string =>
  all.length > LISTED ? `${all.slice(0, LISTED).join(' ')} … (--json has all)` : all.join(' ');

const backAgain = (back: readonly string[]): string[] =>
  back.length === 0
    ? []
    : [
        `active again    ${back.length} who were deleted or deactivated since: ${ids(back)}`,
        '                Entra does not take out whom it does not know any more: look through them.',
      ];

/** What makes the tenant use the restored table. Of a table that is lost nothing came in between. */
function remaining(
  { into, to, lost }: RestorePlan,
  { tenant, discardNewer }: RestoreRequest,
  streamArn: string | undefined,
): string[] {
  const flags = discardNewer ? ' --discard-newer' : '';
  const table = JSON.stringify({ table: { name: into, streamArn: streamArn ?? '<the ARN of its stream>' } });
  return [
    'Nobody uses the restored table yet. What is left:',
    `1. put into tenants/${tenant}.json: ${table.slice(1, -1)}`,
    `2. npx cdk deploy '${tenant}/*'`,
    ...(lost === undefined
      ? [`3. npm run scim -- restore --tenant ${tenant} --to ${to}${flags}, once more: for what came in between`]
      : []),
  ];
}

function entra({ lost }: RestorePlan, gone: number): string[] {
  const isFull = lost !== undefined || gone > 0;
  const whom = lost === undefined ? `${gone} ids that are` : 'ids that may be';
  return isFull
    ? [
        `Entra knows ${whom} not there any more. The customer's admin restarts the provisioning job with`,
        'POST …/synchronization/jobs/{id}/restart { "criteria": { "resetScope": "Full" } } (docs/operations.md).',
      ]
    : ["The customer's admin restarts provisioning in the portal: Entra does not send again what it sent before."];
}
