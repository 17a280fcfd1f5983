import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { hrefOf } from '../../../frame/route.ts';
import { ServerTime } from '../../../parts/now.tsx';
import { Rows, type Column } from '../../../parts/rows.tsx';
import { Given } from '../../../parts/say.tsx';
import { StatusWord } from '../../../parts/status.tsx';
import { count, formatNumber, When } from '../../../parts/when.tsx';
import { useGlance } from '../../api/queries.ts';
import type { Glance, TenantRow } from '../../api/types.ts';
import { PROBLEMS, wordsFor } from '../../frame/words.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { placeName, TENANTS_PAGE } from './texts.ts';

/** More than so many are looked for by name. */
const MANY = 8;

/** Every tenant at a glance. */
export function TenantsPage({ tenants }: { readonly tenants: readonly TenantRow[] }): ReactNode {
  const client = useQueryClient();
  const [text, setText] = useState('');
  const shown = tenants.filter(({ name }) => name.includes(text.trim().toLowerCase()));
  return (
    <PageFrame
      title={TENANTS_PAGE.title}
      description={TENANTS_PAGE.description}
      actions={<Button onClick={() => void client.invalidateQueries()}>{TENANTS_PAGE.refresh}</Button>}
    >
      {tenants.length > MANY && (
        <Input
          type="search"
          ariaLabel={TENANTS_PAGE.find}
          placeholder={TENANTS_PAGE.find}
          clearAriaLabel="Clear"
          value={text}
          onChange={({ detail }) => setText(detail.value)}
        />
      )}
      <Rows
        label={TENANTS_PAGE.title}
        header={
          <Header variant="h2" counter={`(${formatNumber(shown.length)})`}>
            At a glance
          </Header>
        }
        columns={COLUMNS}
        items={shown}
        keyOf={({ name }) => name}
        empty={TENANTS_PAGE.empty}
      />
    </PageFrame>
  );
}

/** A part of a glance, or nothing yet; the reason why there is none stands in the column of the verdict. */
function Seen({ tenant, of }: { readonly tenant: TenantRow; readonly of: (glance: Glance) => ReactNode }): ReactNode {
  const { data, dataUpdatedAt } = useGlance(tenant.name);
  const glance = data?.glance ?? null;
  if (glance === null) return <span className="none">–</span>;
  return (
    <ServerTime now={glance.now} at={dataUpdatedAt}>
      {of(glance)}
    </ServerTime>
  );
}

function Place({ tenant }: { readonly tenant: TenantRow }): ReactNode {
  const { data } = useGlance(tenant.name);
  return (
    <>
      <span className="together">{placeName(data?.place ?? tenant.place)}</span>
      {data?.version !== undefined && <div className="none">{data.version}</div>}
    </>
  );
}

function Verdict({ tenant }: { readonly tenant: TenantRow }): ReactNode {
  const { data, error } = useGlance(tenant.name);
  const problem = data === undefined ? tenant.problem : data.problem;
  if (error !== null || problem !== null) {
    const { header } = error === null ? PROBLEMS[problem?.kind ?? 'failed'] : wordsFor(error);
    return (
      <>
        <StatusIndicator type="stopped">{header}</StatusIndicator>
        <div className="quiet">
          <Given value={error?.detail ?? problem?.detail} />
        </div>
      </>
    );
  }
  const glance = data?.glance ?? null;
  if (glance === null) return <StatusIndicator type="loading">Looking</StatusIndicator>;
  return (
    <>
      <StatusWord status={glance.status} />
      {glance.holds > 0 && (
        <div>
          <Link href={hrefOf(tenant.name, 'holds')}>
            {count(glance.holds, 'hold waits', 'holds wait')} for a decision
          </Link>
        </div>
      )}
    </>
  );
}

const COLUMNS: readonly Column<TenantRow>[] = [
  { id: 'name', header: 'Tenant', cell: ({ name }) => <Link href={hrefOf(name)}>{name}</Link> },
  { id: 'place', header: 'Where', cell: (tenant) => <Place tenant={tenant} /> },
  { id: 'verdict', header: 'Verdict', width: 300, cell: (tenant) => <Verdict tenant={tenant} /> },
  {
    id: 'people',
    header: 'People',
    cell: (tenant) => <Seen tenant={tenant} of={({ users }) => formatNumber(users)} />,
  },
  {
    id: 'leaving',
    header: 'Leaving',
    cell: (tenant) => (
      <Seen
        tenant={tenant}
        of={({ gone }) => (gone === null ? 'very many' : formatNumber(gone.deactivated + gone.leaving))}
      />
    ),
  },
  {
    id: 'cycle',
    header: 'Last cycle',
    cell: (tenant) => <Seen tenant={tenant} of={({ lastCycle }) => <When time={lastCycle} />} />,
  },
  {
    id: 'ending',
    header: 'Ends soon',
    cell: (tenant) => (
      <Seen
        tenant={tenant}
        of={({ ending: [first] }) =>
          first === undefined ? (
            <span className="none">nothing</span>
          ) : (
            <Link href={hrefOf(tenant.name, 'credentials')}>{count(first.daysLeft, 'day left', 'days left')}</Link>
          )
        }
      />
    ),
  },
];
