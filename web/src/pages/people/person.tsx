import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { usePerson } from '../../api/queries.ts';
import type { PersonPage } from '../../api/types.ts';
import { hrefOf } from '../../frame/route.ts';
import { Answer } from '../../parts/answer.tsx';
import { useNow } from '../../parts/now.tsx';
import { Given } from '../../parts/say.tsx';
import { When } from '../../parts/when.tsx';
import { fieldName } from '../fields/texts.ts';
import { FieldRead } from './field-read.tsx';
import { leavingText } from './leaving.ts';
import { Nobody } from './nobody.tsx';
import { STATES } from './texts.ts';
import { Timeline } from './timeline.tsx';

/** One person: what the product reads, groups, and what happened. */
export function PersonView({ id }: { readonly id: string }): ReactNode {
  const asked = usePerson(id);
  const { isFetchNextPageError } = asked;
  return (
    <SpaceBetween size="s">
      <Link href={hrefOf('people')}>Back to people</Link>
      {asked.error?.kind === 'missing' ? (
        <Container header={<Header variant="h1">Nobody is here by this id</Header>}>
          <Nobody who={id} />
        </Container>
      ) : (
        <Answer asked={{ ...asked, error: isFetchNextPageError ? null : asked.error }}>
          {({ pages: [person, ...further] }) => person && <Shown {...{ person, further, asked }} />}
        </Answer>
      )}
    </SpaceBetween>
  );
}

interface ShownProps {
  readonly person: PersonPage;
  readonly further: readonly PersonPage[];
  readonly asked: ReturnType<typeof usePerson>;
}

function Shown({ person, further, asked }: ShownProps): ReactNode {
  const { fields, userName, state, groups } = person;
  const leaving = leavingText(person, useNow());
  const { type, word } = STATES[state];
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={<Given value={userName} />}
          actions={<StatusIndicator type={type}>{word}</StatusIndicator>}
        >
          <Given value={fields['name'] ?? userName ?? person.id} />
        </Header>
      }
    >
      <SpaceBetween size="l">
        {leaving !== null && <Alert type={state === 'leaving' ? 'warning' : 'info'}>{leaving}</Alert>}
        <Read person={person} />
        <Container
          header={
            <Header variant="h2" counter={`(${groups.length})`}>
              Groups
            </Header>
          }
        >
          {groups.length === 0 ? (
            <span className="quiet">In no group.</span>
          ) : (
            <ul className="tags">
              {groups.map(({ id, name }) => (
                <li key={id}>
                  <Given value={name ?? id} />
                </li>
              ))}
            </ul>
          )}
        </Container>
        <Timeline entries={[person, ...further].flatMap(({ timeline }) => timeline)} asked={asked} />
      </SpaceBetween>
    </ContentLayout>
  );
}

function Read({ person }: { readonly person: PersonPage }): ReactNode {
  const { id, externalId, read, created, lastModified } = person;
  return (
    <Container
      header={
        <Header variant="h2" description="As the product reads it, and where it comes from in Entra.">
          Fields
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        minColumnWidth={240}
        items={[
          ...read.map((each) => ({ label: fieldName(each.field), value: <FieldRead read={each} /> })),
          { label: 'External id', value: <Given value={externalId} /> },
          { label: 'Id', value: <Given value={id} /> },
          { label: 'Created', value: <When time={created} /> },
          { label: 'Changed last', value: <When time={lastModified} /> },
        ]}
      />
    </Container>
  );
}
