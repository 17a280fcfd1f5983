import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import { hrefOf } from '../../../frame/route.ts';
import { Answer } from '../../../parts/answer.tsx';
import { eventName } from '../../../parts/events.ts';
import { Rows, type Column } from '../../../parts/rows.tsx';
import { Given } from '../../../parts/say.tsx';
import { When } from '../../../parts/when.tsx';
import { useAnswer } from '../../api/queries.ts';
import type { UserChange, UserReport } from '../../api/types.ts';
import { Done } from '../../parts/done.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { BeforeThis } from '../../parts/resource-link.tsx';
import { Stands } from '../../parts/stands.tsx';
import { LIFE_STATES } from '../holds/texts.ts';
import { PersonActions } from './actions.tsx';
import { Held } from './held.tsx';
import { RestoreTo } from './restore-to.tsx';
import { PEOPLE } from './texts.ts';

interface PersonProps {
  readonly tenant: string;
  /** An id or a userName. */
  readonly user: string;
}

/** One person: where it stands, what happened, and what may be done. */
export function Person({ tenant, user }: PersonProps): ReactNode {
  const [done, setDone] = useState<string | null>(null);
  return (
    <SpaceBetween size="s">
      <Link href={hrefOf(tenant, 'people')}>{PEOPLE.back}</Link>
      <Done text={done} close={() => setDone(null)} />
      <Answer asked={useAnswer(tenant, 'user show', { user })}>
        {(report) => (
          <PageFrame
            title={<Given value={report.userName ?? report.id} />}
            description={PEOPLE.description}
            actions={<PersonActions {...{ tenant, report, onDone: setDone }} />}
          >
            <PersonStands report={report} />
            {report.state !== 'erased' && <RestoreTo tenant={tenant} report={report} onDone={setDone} />}
            {report.hold !== undefined && <Held tenant={tenant} id={report.id} />}
            <History tenant={tenant} id={report.id} />
          </PageFrame>
        )}
      </Answer>
    </SpaceBetween>
  );
}

function PersonStands({ report }: { readonly report: UserReport }): ReactNode {
  const { id, state, version, softDeletedAt, deletedAt, restoredAt, erasedAt, purgeAfter, hold } = report;
  const times = [
    ['Disabled or deleted', softDeletedAt],
    ['Deleted', deletedAt],
    ['Brought back', restoredAt],
    ['Erased', erasedAt],
    ['Will be erased', purgeAfter],
  ] as const;
  const held = hold && (
    <>
      <Given value={hold.reason} />, since <When time={hold.since} />
    </>
  );
  return (
    <Stands
      id={id}
      state={LIFE_STATES[state]}
      before={[{ label: 'Version', value: version }]}
      times={times}
      behind={held === undefined ? [] : [{ label: 'Legal hold', value: held }]}
    />
  );
}

const History = ({ tenant, id }: { readonly tenant: string; readonly id: string }): ReactNode => (
  <Answer asked={useAnswer(tenant, 'user history', { user: id })}>
    {({ changes }) => (
      <Rows
        label={PEOPLE.history}
        header={
          <Header variant="h2" description="The newest first.">
            {PEOPLE.history}
          </Header>
        }
        columns={columnsOf(tenant, id)}
        items={changes}
        keyOf={({ version, event }) => `${version} ${event}`}
        empty={PEOPLE.quiet}
      />
    )}
  </Answer>
);

const columnsOf = (tenant: string, id: string): readonly Column<UserChange>[] => [
  { id: 'event', header: 'What', cell: ({ event }) => eventName(event) },
  { id: 'time', header: 'When', cell: ({ time }) => <When time={time} /> },
  { id: 'changed', header: 'Attributes', cell: ({ changed }) => <Given value={changed.join(', ')} /> },
  { id: 'by', header: 'By', cell: ({ by, byName = by }) => <Given value={byName} /> },
  {
    id: 'before',
    header: 'Put back',
    cell: (change) => <BeforeThis tenant={tenant} resource={{ type: 'User', id }} {...change} />,
  },
];
