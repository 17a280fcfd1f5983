import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState, type ReactNode } from 'react';
import { hrefOf, useRoute } from '../../../frame/route.ts';
import { Answer } from '../../../parts/answer.tsx';
import { Rows, type Column } from '../../../parts/rows.tsx';
import { formatNumber, When } from '../../../parts/when.tsx';
import { useAnswer } from '../../api/queries.ts';
import type { HoldReport } from '../../api/types.ts';
import type { TenantPageProps } from '../../frame/pages.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { HoldView } from './hold.tsx';
import { familyName, HOLD_STATES, HOLDS, noticedText } from './texts.ts';

/** The mass holds of a tenant, or one of them. */
export function HoldsPage({ tenant }: TenantPageProps): ReactNode {
  const chosen = useRoute().parameters.get('hold');
  if (chosen !== null) return <HoldView key={chosen} tenant={tenant} id={chosen} />;
  return <HoldList tenant={tenant} />;
}

function HoldList({ tenant }: TenantPageProps): ReactNode {
  const asked = useAnswer(tenant, 'hold list', {});
  const [columns] = useState(() => columnsOf(tenant));
  return (
    <PageFrame title={HOLDS.title} description={HOLDS.description}>
      <Answer asked={asked}>
        {(holds) => (
          <Rows
            label={HOLDS.title}
            header={
              <Header variant="h2" counter={`(${formatNumber(holds.length)})`}>
                All holds
              </Header>
            }
            columns={columns}
            items={holds.toReversed()}
            keyOf={({ hold }) => hold.id}
            empty={HOLDS.empty}
          />
        )}
      </Answer>
    </PageFrame>
  );
}

const columnsOf = (tenant: string): readonly Column<HoldReport>[] => [
  {
    id: 'what',
    header: 'What happened',
    cell: ({ hold }) => <Link href={hrefOf(tenant, 'holds', { hold: hold.id })}>{noticedText(hold)}</Link>,
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ hold: { state } }) => (
      <StatusIndicator type={HOLD_STATES[state].type}>{HOLD_STATES[state].word}</StatusIndicator>
    ),
  },
  { id: 'members', header: 'In it now', cell: ({ hold, users }) => familyName(hold, users) },
  { id: 'from', header: 'From', cell: ({ hold }) => <When time={hold.from} /> },
  { id: 'to', header: 'To', cell: ({ hold }) => <When time={hold.to} /> },
];
