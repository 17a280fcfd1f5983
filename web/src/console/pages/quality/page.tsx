import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { hrefOf } from '../../../frame/route.ts';
import { fieldName } from '../../../pages/fields/texts.ts';
import { Answer } from '../../../parts/answer.tsx';
import { Rows, type Column } from '../../../parts/rows.tsx';
import { Given } from '../../../parts/say.tsx';
import { count } from '../../../parts/when.tsx';
import { useAnswer } from '../../api/queries.ts';
import type { Quality } from '../../api/types.ts';
import type { TenantPageProps } from '../../frame/pages.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { missingText, phoneText, QUALITY } from './texts.ts';

interface Row {
  readonly id: string;
  readonly about: string;
  readonly what: string;
  readonly examples: readonly { readonly id: string; readonly userName: string | null; readonly value?: string }[];
}

/** What is missing or odd in what people have brought. */
export const QualityPage = ({ tenant }: TenantPageProps): ReactNode => (
  <PageFrame title={QUALITY.title} description={QUALITY.description}>
    <Answer asked={useAnswer(tenant, 'quality', {})}>
      {(quality) => {
        const rows = rowsOf(quality);
        const header = <Header variant="h2">{count(quality.users, 'person', 'people')}</Header>;
        if (rows.length === 0) return <Container header={header}>{QUALITY.well}</Container>;
        return (
          <Rows
            label={QUALITY.title}
            header={header}
            columns={columnsOf(tenant)}
            items={rows}
            keyOf={({ id }) => id}
            empty={QUALITY.well}
          />
        );
      }}
    </Answer>
  </PageFrame>
);

const rowsOf = ({ users, missing, unfilled, notPhones, duplicateEmails, unused }: Quality): Row[] => [
  ...unfilled.map((field) => ({
    id: `unfilled ${field}`,
    about: fieldName(field),
    what: QUALITY.unfilled,
    examples: [],
  })),
  ...missing.map((found) => ({
    id: `missing ${found.field}`,
    about: fieldName(found.field),
    what: missingText(found.users, users),
    examples: found.examples,
  })),
  ...notPhones.map((found) => ({
    id: `phone ${found.field}`,
    about: fieldName(found.field),
    what: phoneText(found.users),
    examples: found.examples,
  })),
  ...duplicateEmails.examples.map((found) => ({
    id: `shared ${found.email}`,
    about: found.email,
    what: QUALITY.shared,
    examples: found.users,
  })),
  ...unused.map((found) => ({
    id: `unused ${found.path}`,
    about: found.path,
    what: `${QUALITY.unused} (${count(found.users, 'person', 'people')})`,
    examples: [],
  })),
];

const columnsOf = (tenant: string): readonly Column<Row>[] => [
  { id: 'about', header: 'Field', cell: ({ about }) => <Given value={about} /> },
  { id: 'what', header: 'What is odd', cell: ({ what }) => what },
  {
    id: 'examples',
    header: 'For example',
    cell: ({ examples }) =>
      examples.length === 0 ? (
        <span className="none">–</span>
      ) : (
        <ul className="plain">
          {examples.map(({ id, userName, value }) => (
            <li key={id}>
              <Link href={hrefOf(tenant, 'people', { user: id })}>
                <Given value={userName ?? id} />
              </Link>
              {value !== undefined && (
                <span className="quiet">
                  {' '}
                  <Given value={value} />
                </span>
              )}
            </li>
          ))}
        </ul>
      ),
  },
];
