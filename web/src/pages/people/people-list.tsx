import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { usePeople } from '../../api/queries.ts';
import type { Person } from '../../api/types.ts';
import { hrefOf } from '../../frame/route.ts';
import { Answer } from '../../parts/answer.tsx';
import { useNow } from '../../parts/now.tsx';
import { Rows, type Column } from '../../parts/rows.tsx';
import { Given } from '../../parts/say.tsx';
import { formatDay, formatNumber } from '../../parts/when.tsx';
import { daysLeft } from './leaving.ts';
import { STATES } from './texts.ts';

interface PeopleListProps {
  readonly title: string;
  readonly description?: string;
  readonly found: ReturnType<typeof usePeople>;
  readonly empty: ReactNode;
}

/** People page by page; more are fetched when asked for, however many there are. */
export function PeopleList({ title, description, found, empty }: PeopleListProps): ReactNode {
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isFetchNextPageError } = found;
  return (
    <Answer asked={{ ...found, error: isFetchNextPageError ? null : found.error }}>
      {({ pages }) => {
        const people = pages.flatMap(({ users }) => users);
        if (people.length === 0 && !hasNextPage)
          return <Container header={<Header variant="h2">{title}</Header>}>{empty}</Container>;
        const counter = `(${formatNumber(people.length)}${hasNextPage ? '+' : ''})`;
        return (
          <Rows
            label={title}
            header={
              <Header variant="h2" counter={counter} description={description}>
                {title}
              </Header>
            }
            columns={COLUMNS}
            items={people}
            keyOf={({ id }) => id}
            empty="Nobody yet; look further."
            footer={
              <div className="more" aria-live="polite">
                {isFetchNextPageError && <Alert type="warning">The next ones did not come. Try again.</Alert>}
                {hasNextPage && (
                  <Button loading={isFetchingNextPage} loadingText="Loading" onClick={() => void fetchNextPage()}>
                    Show more
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

const nameOf = ({ fields, userName, id }: Person): string => fields['name'] ?? userName ?? id;

const Left = ({ purgeAfter }: { readonly purgeAfter: string }): ReactNode => (
  <span className="together">({daysLeft(purgeAfter, useNow())})</span>
);

const COLUMNS: readonly Column<Person>[] = [
  {
    id: 'name',
    header: 'Name',
    cell: (person) => (
      <Link href={hrefOf('people', person.id)}>
        <Given value={nameOf(person)} />
      </Link>
    ),
  },
  { id: 'account', header: 'Account name', cell: ({ userName }) => <Given value={userName} /> },
  { id: 'title', header: 'Job title', cell: ({ fields }) => <Given value={fields['title']} /> },
  {
    id: 'state',
    header: 'State',
    width: 250,
    cell: ({ state, purgeAfter }) => (
      <>
        <StatusIndicator type={STATES[state].type}>{STATES[state].word}</StatusIndicator>
        {purgeAfter !== null && (
          <div className="quiet">
            until {formatDay(purgeAfter)} <Left purgeAfter={purgeAfter} />
          </div>
        )}
      </>
    ),
  },
];
