import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState, type ReactNode } from 'react';
import { hrefOf } from '../../../frame/route.ts';
import { Answer } from '../../../parts/answer.tsx';
import { Rows, type Column } from '../../../parts/rows.tsx';
import { Given } from '../../../parts/say.tsx';
import { formatNumber, When } from '../../../parts/when.tsx';
import { useAnswer } from '../../api/queries.ts';
import type { HoldRestored, HoldShown } from '../../api/types.ts';
import { Confirmed } from '../../parts/confirmed.tsx';
import { Done } from '../../parts/done.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { familyName, HOLD_STATES, HOLDS, LIFE_STATES, noticedText, releasedText, restoredText } from './texts.ts';

/** One hold: who is in it, and what to do with them. */
export function HoldView({ tenant, id }: { readonly tenant: string; readonly id: string }): ReactNode {
  const [done, setDone] = useState<string | null>(null);
  const [refused, setRefused] = useState<HoldRestored['refused']>([]);
  return (
    <SpaceBetween size="s">
      <Link href={hrefOf(tenant, 'holds')}>{HOLDS.back}</Link>
      <Answer asked={useAnswer(tenant, 'hold show', { hold: id })}>
        {(shown) => (
          <PageFrame title={noticedText(shown.hold)} description={HOLDS.description}>
            <Done text={done} close={() => setDone(null)} />
            {refused.length > 0 && <Refused refused={refused} />}
            <About shown={shown} />
            {shown.hold.state === 'held' && (
              <Decide
                tenant={tenant}
                shown={shown}
                onDone={(text, notRestored) => {
                  setDone(text);
                  setRefused(notRestored);
                }}
              />
            )}
            <Members tenant={tenant} shown={shown} />
          </PageFrame>
        )}
      </Answer>
    </SpaceBetween>
  );
}

const Refused = ({ refused }: Pick<HoldRestored, 'refused'>): ReactNode => (
  <Alert type="warning" header={`${formatNumber(refused.length)} could not be restored`}>
    <ul className="plain">
      {refused.map(({ id, reason }) => (
        <li key={id}>
          <Given value={reason} />
        </li>
      ))}
    </ul>
  </Alert>
);

function About({ shown: { hold, users } }: { readonly shown: HoldShown }): ReactNode {
  const { type, word } = HOLD_STATES[hold.state];
  return (
    <Container
      header={
        <Header variant="h2" actions={<StatusIndicator type={type}>{word}</StatusIndicator>}>
          What happened
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'From', value: <When time={hold.from} /> },
          { label: 'To', value: <When time={hold.to} /> },
          { label: 'Noticed', value: <When time={hold.noticedAt} /> },
          { label: 'In it now', value: familyName(hold, users) },
          ...(hold.decidedAt === undefined ? [] : [{ label: 'Decided', value: <When time={hold.decidedAt} /> }]),
        ]}
      />
    </Container>
  );
}

interface DecideProps {
  readonly tenant: string;
  readonly shown: HoldShown;
  readonly onDone: (text: string, refused: HoldRestored['refused']) => void;
}

function Decide({ tenant, shown, onDone }: DecideProps): ReactNode {
  const { hold, users } = shown;
  const of = familyName(hold, users);
  const typed = { value: String(users), what: HOLDS.number };
  return (
    <Container header={<Header variant="h2">{HOLDS.chosen}</Header>}>
      <SpaceBetween direction="horizontal" size="s">
        <Confirmed
          {...{ tenant, of, typed }}
          command="hold restore"
          ask={{ hold: hold.id }}
          action="Restore"
          isPrimary
          onDone={(answer) => onDone(restoredText(answer.restored, answer.refused.length), answer.refused)}
        >
          {HOLDS.restore}
        </Confirmed>
        <Confirmed
          {...{ tenant, of, typed }}
          command="hold release"
          ask={{ hold: hold.id }}
          action="Release"
          onDone={() => onDone(releasedText(shown), [])}
        >
          {HOLDS.release}
        </Confirmed>
      </SpaceBetween>
    </Container>
  );
}

type Member = HoldShown['members'][number];

function Members({ tenant, shown: { hold, users, members } }: { readonly tenant: string; readonly shown: HoldShown }) {
  const isOfPeople = hold.family !== 'groups';
  const columns: readonly Column<Member>[] = [
    {
      id: 'name',
      header: 'Name',
      cell: ({ id, name = id }) =>
        isOfPeople ? (
          <Link href={hrefOf(tenant, 'people', { user: id })}>
            <Given value={name} />
          </Link>
        ) : (
          <Given value={name} />
        ),
    },
    {
      id: 'state',
      header: 'State',
      cell: ({ state }) => <StatusIndicator type={LIFE_STATES[state].type}>{LIFE_STATES[state].word}</StatusIndicator>,
    },
    {
      id: 'since',
      header: 'Since',
      cell: ({ deletedAt, softDeletedAt }) => <When time={deletedAt ?? softDeletedAt ?? null} none="–" />,
    },
  ];
  return (
    <Rows
      label={HOLDS.members}
      header={
        <Header
          variant="h2"
          counter={`(${formatNumber(users)})`}
          description={users > members.length ? `The first ${formatNumber(members.length)}.` : undefined}
        >
          {HOLDS.members}
        </Header>
      }
      columns={columns}
      items={members}
      keyOf={({ id }) => id}
      empty={HOLDS.nobody}
    />
  );
}
