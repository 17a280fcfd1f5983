import Header from '@cloudscape-design/components/header';
import { useState, type ReactNode } from 'react';
import { Answer } from '../../../parts/answer.tsx';
import { Rows, type Column } from '../../../parts/rows.tsx';
import { Given } from '../../../parts/say.tsx';
import { formatNumber, When } from '../../../parts/when.tsx';
import { useAnswer } from '../../api/queries.ts';
import type { GroupReport } from '../../api/types.ts';
import type { TenantPageProps } from '../../frame/pages.ts';
import { Confirmed } from '../../parts/confirmed.tsx';
import { Done } from '../../parts/done.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { GROUPS } from './texts.ts';

/** Deleted groups, which can be brought back. */
export function GroupsPage({ tenant }: TenantPageProps): ReactNode {
  const [done, setDone] = useState<string | null>(null);
  return (
    <PageFrame title={GROUPS.title} description={GROUPS.description}>
      <Done text={done} close={() => setDone(null)} />
      <Answer asked={useAnswer(tenant, 'group list', {})}>
        {(groups) => (
          <Rows
            label={GROUPS.title}
            header={
              <Header variant="h2" counter={`(${formatNumber(groups.length)})`}>
                The last deleted first
              </Header>
            }
            columns={columnsOf(tenant, setDone)}
            items={groups}
            keyOf={({ id }) => id}
            empty={GROUPS.empty}
          />
        )}
      </Answer>
    </PageFrame>
  );
}

const columnsOf = (tenant: string, onDone: (text: string) => void): readonly Column<GroupReport>[] => [
  { id: 'name', header: 'Name', cell: ({ id, displayName }) => <Given value={displayName ?? id} /> },
  { id: 'deleted', header: 'Deleted', cell: ({ deletedAt }) => <When time={deletedAt ?? null} /> },
  { id: 'due', header: 'Will be erased', cell: ({ purgeAfter }) => <When time={purgeAfter ?? null} /> },
  {
    id: 'do',
    header: 'Change',
    cell: ({ id, displayName = id }) => (
      <Confirmed
        tenant={tenant}
        command="group restore"
        ask={{ group: id }}
        action="Restore"
        of={displayName}
        onDone={() => onDone(`The group ${displayName} is back.`)}
      >
        {GROUPS.restore}
      </Confirmed>
    ),
  },
];
