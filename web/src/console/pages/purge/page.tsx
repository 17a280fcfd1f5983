import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState, type ReactNode } from 'react';
import { hrefOf } from '../../../frame/route.ts';
import { Answer } from '../../../parts/answer.tsx';
import { Rows, type Column } from '../../../parts/rows.tsx';
import { Given } from '../../../parts/say.tsx';
import { count, formatDay, formatNumber, When } from '../../../parts/when.tsx';
import { useAnswer, usePreview } from '../../api/queries.ts';
import type { Due } from '../../api/types.ts';
import type { TenantPageProps } from '../../frame/pages.ts';
import { Done } from '../../parts/done.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { EraseNow } from './erase-now.tsx';
import { PURGE, REASONS } from './texts.ts';

const DAY = 86_400_000;
const SPANS = [0, 1, 7, 30, 90];

/** The days to choose from, by the time of the tenant. */
const spansFrom = (now: number) =>
  SPANS.map((days) => ({
    value: String(days),
    label: days === 0 ? 'now' : `${formatDay(now + days * DAY)} (${count(days, 'day', 'days')})`,
  }));

/** Whom the purge will erase, when, and why. */
export function PurgePage({ tenant }: TenantPageProps): ReactNode {
  const [done, setDone] = useState<string | null>(null);
  return (
    <PageFrame title={PURGE.title} description={PURGE.description}>
      <Done text={done} close={() => setDone(null)} />
      <EraseNow tenant={tenant} onDone={setDone} />
      <Answer asked={useAnswer(tenant, 'glance', {})}>{({ now }) => <Preview tenant={tenant} now={now} />}</Answer>
    </PageFrame>
  );
}

function Preview({ tenant, now }: { readonly tenant: string; readonly now: string }): ReactNode {
  const spans = spansFrom(Date.parse(now));
  const [days, setDays] = useState('7');
  const asOf = new Date(Date.parse(now) + Number(days) * DAY).toISOString();
  const { hasNextPage, isFetchingNextPage, fetchNextPage, ...asked } = usePreview(tenant, asOf);
  return (
    <SpaceBetween size="l">
      <FormField label={PURGE.until}>
        <Select
          selectedOption={spans.find(({ value }) => value === days) ?? null}
          options={spans}
          onChange={({ detail }) => setDays(detail.selectedOption.value ?? '7')}
        />
      </FormField>
      <Answer asked={asked}>
        {({ pages }) => {
          const due = pages.flatMap((page) => page.due);
          return (
            <Rows
              label={PURGE.title}
              header={
                <Header
                  variant="h2"
                  counter={`(${formatNumber(due.length)}${hasNextPage ? '+' : ''})`}
                  description={PURGE.list}
                >
                  {PURGE.title}
                </Header>
              }
              columns={columnsOf(tenant)}
              items={due}
              keyOf={({ id }) => id}
              empty={hasNextPage ? 'Nobody yet; look further.' : PURGE.empty}
              footer={
                hasNextPage && (
                  <div className="more">
                    <Button loading={isFetchingNextPage} loadingText="Loading" onClick={() => void fetchNextPage()}>
                      {PURGE.more}
                    </Button>
                  </div>
                )
              }
            />
          );
        }}
      </Answer>
    </SpaceBetween>
  );
}

const columnsOf = (tenant: string): readonly Column<Due>[] => [
  {
    id: 'name',
    header: 'Who',
    cell: ({ id, name = id, type }) =>
      type === 'User' ? (
        <Link href={hrefOf(tenant, 'people', { user: id })}>
          <Given value={name} />
        </Link>
      ) : (
        <>
          <Given value={name} /> <span className="quiet">({type})</span>
        </>
      ),
  },
  { id: 'reason', header: 'Why', cell: ({ reason }) => REASONS[reason] },
  { id: 'left', header: 'Left', cell: ({ softDeletedAt }) => <When time={softDeletedAt} /> },
  {
    id: 'due',
    header: 'Erased from',
    cell: ({ purgeAfter, heldBack }) => (
      <>
        <When time={purgeAfter} />
        {heldBack && (
          <div>
            <StatusIndicator type="stopped">{PURGE.held}</StatusIndicator>
          </div>
        )}
      </>
    ),
  },
];
