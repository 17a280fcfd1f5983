import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { fieldName } from '../../../pages/fields/texts.ts';
import { Answer } from '../../../parts/answer.tsx';
import { Rows, type Column } from '../../../parts/rows.tsx';
import { Given } from '../../../parts/say.tsx';
import { count, formatNumber } from '../../../parts/when.tsx';
import { useAnswer } from '../../api/queries.ts';
import type { Mapping } from '../../api/types.ts';
import type { TenantPageProps } from '../../frame/pages.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { MAPPING } from './texts.ts';

/** What the customer's admin has to map, and what of it has ever arrived. */
export const MappingPage = ({ tenant }: TenantPageProps): ReactNode => (
  <PageFrame title={MAPPING.title} description={MAPPING.description}>
    <Answer asked={useAnswer(tenant, 'mapping', {})}>
      {({ users, rows, notStored }) => (
        <SpaceBetween size="l">
          <Rows
            label={MAPPING.title}
            header={
              <Header variant="h2" description={MAPPING.first}>
                {count(users, 'person', 'people')}
              </Header>
            }
            columns={columnsOf(users)}
            items={rows}
            keyOf={({ field, target }) => `${field} ${target}`}
            empty={MAPPING.empty}
          />
          <Rows
            label={MAPPING.notStored}
            header={
              <Header variant="h2" description={MAPPING.notStoredHelp}>
                {MAPPING.notStored}
              </Header>
            }
            columns={NOT_STORED}
            items={notStored}
            keyOf={({ attribute }) => attribute}
            empty={MAPPING.allStored}
          />
        </SpaceBetween>
      )}
    </Answer>
  </PageFrame>
);

const columnsOf = (users: number): readonly Column<Mapping['rows'][number]>[] => [
  { id: 'field', header: 'Field here', cell: ({ field }) => fieldName(field) },
  { id: 'type', header: 'Mapping type', cell: ({ mappingType }) => mappingType },
  { id: 'source', header: 'Source attribute', cell: ({ source }) => <Given value={source ?? MAPPING.customers} /> },
  { id: 'target', header: 'Target attribute', cell: ({ target }) => <Given value={target} /> },
  {
    id: 'arrived',
    header: 'So far',
    width: 160,
    cell: ({ arrived }) =>
      arrived === 0 ? (
        <StatusIndicator type="pending">never arrived</StatusIndicator>
      ) : (
        `${formatNumber(arrived)} of ${formatNumber(users)}`
      ),
  },
];

const NOT_STORED: readonly Column<Mapping['notStored'][number]>[] = [
  { id: 'attribute', header: 'Attribute', cell: ({ attribute }) => <Given value={attribute} /> },
  { id: 'requests', header: 'Requests', cell: ({ requests }) => formatNumber(requests) },
];
