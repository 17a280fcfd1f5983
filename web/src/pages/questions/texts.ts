import type { Overview } from '../../api/types.ts';
import { count, formatNumber, withTimes } from '../../parts/format.ts';

/** A question with its answer in paragraphs; **words** stand out, `values` are set as code. */
export interface Question {
  readonly title: string;
  readonly answer: readonly string[];
}

/** What the answers are made of. */
export interface Known extends Pick<Overview, 'retention' | 'people' | 'summary'> {
  readonly tenant: Pick<Overview['tenant'], 'tenantUrl' | 'tokenUrl'>;
}

/** The questions that everybody asks, answered with the numbers of this tenant. */
export const questionsFor = (overview: Known, fields: readonly string[] | null): readonly Question[] => [
  {
    title: 'What do I do to connect?',
    answer: [
      'Make an application that is not from the gallery in the Entra admin center, enter the Tenant URL and a secret under **Provisioning**, change one row of the mapping, assign people, and press **Start provisioning**. **Connect** leads through it and ticks off what has arrived.',
      `The Tenant URL is \`${overview.tenant.tenantUrl}\`, the OAuth token endpoint \`${overview.tenant.tokenUrl}\`.`,
      'You need the role Application Administrator, Cloud Application Administrator, or Application Owner of the application. Assigning groups needs a licence of Entra ID P1.',
    ],
  },
  {
    title: 'Why does a person who was deleted in Entra still appear?',
    answer: [
      leavingRule(overview),
      'Entra itself keeps a deleted person for 30 days in its recycle bin; during these it tells only that the account is off. Who is assigned again, or restored, is back as before, under the same id.',
      ...(overview.people === null
        ? []
        : [
            `Just now ${count(overview.people.active, 'person is', 'people are')} active, ${formatNumber(overview.people.deactivated)} disabled, and ${formatNumber(overview.people.leaving)} deleted and waiting to be removed.`,
          ]),
    ],
  },
  {
    title: 'How do I send a field that is not standard?',
    answer: [
      ...(fields === null ? [] : [`The product reads: ${fields.join(', ')}.`]),
      'One more is possible: its value travels in a target attribute that nothing else uses. **Fields** lists the free ones, with the mapping to add in the portal and the line to send to your vendor.',
      'The value may be of any kind, also one that the attribute is not made for: it is kept and shown as it is.',
    ],
  },
  {
    title: 'It is set up, and nothing flows. Why?',
    answer: [
      `At the moment: ${withTimes(overview.summary)}`,
      'The first cycle takes from 20 minutes to some hours; after it Entra comes about every 40 minutes. Nobody can make it come sooner, but **Provision on demand** in the portal sends one person at once.',
      'Mostly nobody is assigned, or only groups inside of groups; or **Start provisioning** was not pressed; or the secret was renewed on one side only. **Is it flowing?** says which it is, and what to do.',
    ],
  },
  {
    title: 'How do I renew the secret?',
    answer: [
      'Make another one under **Connect**, enter it under **Provisioning > Connectivity** in the portal, and press **Test Connection**, then **Save**. The old one works on until you end it: do that when it is not used any more.',
      `Your own link to these pages ends too; whoever sent it to you makes another one.`,
    ],
  },
  {
    title: 'How do I try it with a few people first?',
    answer: [
      'Assign one person, start provisioning, and use **Provision on demand** for that person. Look at the fields of the person under **People** or in the product. Then assign the others.',
      'In **Properties** of the provisioning, set a number for **Prevent accidental deletion**: when more people than that would be disabled at once, Entra stops and asks.',
    ],
  },
];

function leavingRule({ retention: { days, deactivated, minimumAfterDelete } }: Known): string {
  const kept = count(days, 'day', 'days');
  if (deactivated === 'keep')
    return `Who is disabled or not assigned any more is kept, since on the wire a long leave looks like a deletion. Who is deleted for good in Entra is removed ${kept} after that.`;
  return `Who is disabled, not assigned any more or deleted in Entra is kept for ${kept}, so that a mistake can be undone, and then removed for good; after a deletion for good ${count(minimumAfterDelete, 'day', 'days')} pass at least.`;
}
