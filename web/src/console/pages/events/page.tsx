import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import { useMemo, useState, type ReactNode } from 'react';
import { hrefOf, replaceRoute, useRoute } from '../../../frame/route.ts';
import { Answer } from '../../../parts/answer.tsx';
import { Rows } from '../../../parts/rows.tsx';
import { formatNumber } from '../../../parts/when.tsx';
import { useAnswer } from '../../api/queries.ts';
import type { TenantPageProps } from '../../frame/pages.ts';
import { Done } from '../../parts/done.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { columnsOf } from './columns.tsx';
import { keyOf, useEvents, type Wanted } from './queries.ts';
import { TellAgain } from './tell-again.tsx';
import { CHOICES, EVENTS } from './texts.ts';

/** The change feed as it grows, and telling consumers again. What is wanted stands in the address. */
export function EventsPage({ tenant }: TenantPageProps): ReactNode {
  const [done, setDone] = useState<string | null>(null);
  const { parameters } = useRoute();
  const [kind, type] = [parameters.get('kind') ?? '', parameters.get('type') ?? ''];
  const wanted = useMemo(() => wantedOf({ kind, type }), [kind, type]);
  return (
    <PageFrame title={EVENTS.title} description={EVENTS.description}>
      <Done text={done} close={() => setDone(null)} />
      <div className="filters">
        {(['kind', 'type'] as const).map((name) => (
          <Choice
            key={name}
            name={name}
            value={wanted[name] ?? ''}
            choose={(value) => replaceRoute(hrefOf(tenant, 'events', wantedOf({ ...wanted, [name]: value })))}
          />
        ))}
      </div>
      <List tenant={tenant} wanted={wanted} />
      <TellAgain tenant={tenant} onDone={setDone} />
    </PageFrame>
  );
}

const wantedOf = (chosen: Wanted): Record<string, string> =>
  Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== ''));

interface ChoiceProps {
  readonly name: 'kind' | 'type';
  readonly value: string;
  readonly choose: (value: string) => void;
}

function Choice({ name, value, choose }: ChoiceProps): ReactNode {
  const options = CHOICES[name].map((choice) => ({ value: choice.value, label: choice.text }));
  return (
    <FormField label={EVENTS[name]}>
      <Select
        ariaLabel={EVENTS[name]}
        options={options}
        selectedOption={options.find((option) => option.value === value) ?? null}
        onChange={({ detail }) => choose(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}

function List({ tenant, wanted }: { readonly tenant: string; readonly wanted: Wanted }): ReactNode {
  const { older, newer, rows } = useEvents(tenant, wanted);
  const { data: credentials } = useAnswer(tenant, 'credential list', {});
  const columns = useMemo(() => {
    const labels = new Map((credentials ?? []).flatMap(({ keyId, label }) => (label ? [[keyId, label] as const] : [])));
    return columnsOf(tenant, labels);
  }, [tenant, credentials]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isFetchNextPageError } = older;
  const error = isFetchNextPageError ? null : (older.error ?? newer.error);
  return (
    <Answer asked={{ ...older, error }}>
      {() => (
        <Rows
          label={EVENTS.list}
          header={
            <Header
              variant="h2"
              description={EVENTS.grows}
              counter={`(${formatNumber(rows.length)}${hasNextPage ? '+' : ''})`}
            >
              {EVENTS.list}
            </Header>
          }
          columns={columns}
          items={rows}
          keyOf={keyOf}
          empty={hasNextPage ? EVENTS.further : EVENTS.empty}
          footer={
            <div className="more" aria-live="polite">
              {isFetchNextPageError && <Alert type="warning">{EVENTS.failed}</Alert>}
              {hasNextPage && (
                <Button loading={isFetchingNextPage} loadingText="Loading" onClick={() => void fetchNextPage()}>
                  {EVENTS.older}
                </Button>
              )}
            </div>
          }
        />
      )}
    </Answer>
  );
}
