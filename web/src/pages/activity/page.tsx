import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useMemo, type ReactNode } from 'react';
import { useActivity, useActivityTable, useOverview } from '../../api/queries.ts';
import { hrefOf, replaceRoute, useRoute } from '../../frame/route.ts';
import { Answer } from '../../parts/answer.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Rows } from '../../parts/rows.tsx';
import { formatNumber } from '../../parts/when.tsx';
import { COLUMNS } from './columns.tsx';
import { Filters, type Wanted } from './filters.tsx';
import { FURTHER, NOTHING, WITHOUT_PEOPLE } from './texts.ts';

const PARAMETERS = ['type', 'kind', 'result', 'person'] as const;

/** What happened, the newest first. What is wanted stands in the address. */
export function ActivityPage(): ReactNode {
  const { parameters } = useRoute();
  const mayPeople = useOverview().data?.link.may.people === true;
  const wanted = useMemo(() => withoutEmpty(Object.fromEntries(parameters)), [parameters]);
  const change = useCallback((next: Wanted) => replaceRoute(hrefOf('activity', undefined, withoutEmpty(next))), []);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description="What Entra brought in the last 30 days, and what came of it.">
          Activity
        </Header>
      }
    >
      <SpaceBetween size="l">
        {!mayPeople && <Alert type="info">{WITHOUT_PEOPLE}</Alert>}
        <Container>
          <Filters wanted={wanted} mayPeople={mayPeople} onChange={change} />
        </Container>
        <List wanted={wanted} />
      </SpaceBetween>
    </ContentLayout>
  );
}

const withoutEmpty = (given: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    PARAMETERS.flatMap((name) => {
      const value = given[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );

function List({ wanted }: { readonly wanted: Readonly<Record<string, string>> }): ReactNode {
  const found = useActivity(wanted);
  const table = useActivityTable(wanted);
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isFetchNextPageError } = found;
  return (
    <Answer asked={{ ...found, error: isFetchNextPageError ? null : found.error }}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.rows);
        return (
          <Rows
            label="What happened"
            header={
              <Header
                variant="h2"
                description="The newest first."
                counter={`(${formatNumber(rows.length)}${hasNextPage ? '+' : ''})`}
                actions={
                  <Button loading={table.isPending} loadingText="Loading" onClick={() => table.mutate()}>
                    Download as CSV
                  </Button>
                }
              >
                What happened
              </Header>
            }
            columns={COLUMNS}
            items={rows}
            keyOf={(row) => `${row.time} ${row.result} ${row.id} ${row.requestId} ${rows.indexOf(row)}`}
            empty={hasNextPage ? FURTHER : NOTHING}
            footer={
              <div className="more" aria-live="polite">
                {table.error !== null && <Problem failure={table.error} retry={() => table.mutate()} />}
                {isFetchNextPageError && <Alert type="warning">The older ones did not come. Try again.</Alert>}
                {hasNextPage && (
                  <Button loading={isFetchingNextPage} loadingText="Loading" onClick={() => void fetchNextPage()}>
                    Show older
                  </Button>
                )}
              </div>
            }
          />
        );
      }}
    </Answer>
  );
}
