import type { MappingReport } from '../../../lambdas/directory/mapping.ts';
import { SIGNATURES } from '../../../lambdas/doctor/signatures.ts';
import type { Answer } from '../../../lambdas/operator/commands.ts';
import type { WayToSignIn } from '../../../web/src/api/types.ts';
import { BEFORE, TASKS, WAYS } from '../../../web/src/pages/connect/texts.ts';
import { fieldName, HOW, productFields } from '../../../web/src/pages/fields/texts.ts';
import { questionsFor } from '../../../web/src/pages/questions/texts.ts';
import { withTimes } from '../../../web/src/parts/format.ts';
import { documentHtml, type Block, type Section } from './html.ts';
import { ABOUT, FOUND, INTRODUCTION, SIGN_IN, SUPPORT } from './texts.ts';

/** What a sheet is made of; none of it is secret, and none about a person. */
export interface SheetFacts {
  readonly tenant: string;
  readonly tenantUrl: string;
  readonly tokenUrl: string;
  readonly setupUrl: string;
  readonly settings: Answer<'settings'>;
  readonly mapping: Pick<MappingReport, 'rows'>;
  /** Whom the admin asks: "help@vendor.example, or +41 44 555 01 01". */
  readonly support?: string | undefined;
  /** How provisioning stands, in a sentence. */
  readonly summary: string;
  /** When that was (ISO 8601). */
  readonly now: string;
}

/** As in "2026-11-27 08:40 UTC": whoever reads it may be anywhere. */
const inUtc = (time: string): string => `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;

/**
 * What the setup page says, for print or mail: one HTML file, which has what Microsoft asks of the
 * public documents of a vendor.
 */
export const sheetHtml = (facts: SheetFacts): string =>
  documentHtml(
    `User provisioning from Microsoft Entra ID for ${facts.tenant}`,
    ABOUT(facts.setupUrl, inUtc(facts.now)),
    [
      { title: 'What it does', blocks: INTRODUCTION.map((text) => ({ text })) },
      { title: 'Licences and roles', blocks: [{ list: BEFORE }] },
      { title: 'Connect, with a few people first', blocks: TASKS.flatMap(taskBlocks) },
      endpoint(facts),
      fields(facts),
      questions(facts),
      troubleshooting(),
      { title: 'Support', blocks: [{ text: SUPPORT(facts.support) }] },
    ],
  );

const taskBlocks = ({ title, doIt, note }: (typeof TASKS)[number], index: number): Block[] => [
  { heading: `${index + 1}. ${title}` },
  { steps: doIt },
  ...(note === undefined ? [] : [{ text: note }]),
];

function endpoint({ tenantUrl, tokenUrl, settings: { federation } }: SheetFacts): Section {
  const ways: readonly WayToSignIn[] = ['token', 'client', ...(federation ? (['federation'] as const) : [])];
  return {
    title: 'Endpoint and signing in',
    blocks: [
      {
        columns: ['Field in Entra', 'Value'],
        rows: [
          ['Tenant URL', tenantUrl],
          ['OAuth token endpoint', tokenUrl],
          ['OAuth 2.0 scopes', 'scim'],
          ...(federation ? [['Client ID, for workload identity federation', federation.clientId]] : []),
        ],
      },
      { text: SIGN_IN },
      { list: ways.map((way) => `**${WAYS[way].title}**: ${WAYS[way].text}`) },
    ],
  };
}

const fields = ({ mapping: { rows } }: SheetFacts): Section => ({
  title: 'Attributes',
  blocks: [
    { steps: HOW },
    {
      columns: ['What it is', 'Mapping type', 'Source in Entra', 'Target attribute'],
      rows: rows.map(({ field, mappingType, source, target }) => [
        fieldName(field),
        mappingType,
        source ?? 'an attribute of your choice',
        target,
      ]),
    },
  ],
});

function questions({ tenantUrl, tokenUrl, settings: { retention }, mapping, summary, now }: SheetFacts): Section {
  const names = productFields(mapping.rows).map(fieldName);
  const told = `${withTimes(summary, inUtc)} (${inUtc(now)}).`;
  const known = { tenant: { tenantUrl, tokenUrl }, retention, people: null, summary: told };
  return {
    title: 'Questions',
    blocks: questionsFor(known, names).flatMap(({ title, answer }): Block[] => [
      { heading: title },
      ...answer.map((text) => ({ text })),
    ]),
  };
}

const troubleshooting = (): Section => ({
  title: 'Troubleshooting codes',
  blocks: [
    { text: FOUND },
    {
      columns: ['Code', 'What is seen', 'Why', 'What to do'],
      rows: SIGNATURES.map(({ number, id, title, cause, fix, fixForAdmin }) => [
        `${number} ${id}`,
        title,
        cause,
        fixForAdmin ?? fix,
      ]),
    },
  ],
});
