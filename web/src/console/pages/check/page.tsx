import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { Problem } from '../../../parts/problem.tsx';
import { Rows, type Column } from '../../../parts/rows.tsx';
import { Given } from '../../../parts/say.tsx';
import { formatNumber } from '../../../parts/when.tsx';
import type { Check } from '../../api/types.ts';
import type { TenantPageProps } from '../../frame/pages.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { useRounds, type Rounds } from '../../parts/use-rounds.ts';
import { CHECK, moreText, progressText } from './texts.ts';

const totalOf = ({ found }: Check): number => Object.values(found).reduce((sum, number) => sum + number, 0);

const ROUNDS: Rounds<Check> = {
  round: (run, progress) => run('check', progress === null ? {} : { progress }),
  goesOn: ({ next }) => next !== undefined,
};

/** A check of the whole table, round after round, with how far it is. */
export function CheckPage({ tenant }: TenantPageProps): ReactNode {
  const { progress, isRunning, failure, start, stop } = useRounds(tenant, ROUNDS);
  return (
    <PageFrame
      title={CHECK.title}
      description={CHECK.description}
      actions={
        isRunning ? (
          <Button onClick={stop}>{CHECK.stop}</Button>
        ) : (
          <Button variant="primary" onClick={() => void start()}>
            {CHECK.start}
          </Button>
        )
      }
    >
      <span className="quiet">{CHECK.cost}</span>
      <div aria-live="polite">
        {isRunning && (
          <StatusIndicator type="in-progress">
            {progress ? progressText(progress.items, totalOf(progress)) : progressText(0, 0)}
          </StatusIndicator>
        )}
        {failure !== null && <Problem failure={failure} retry={() => void start()} />}
        {!isRunning && progress && progress.next === undefined && <Verdict progress={progress} />}
      </div>
      {progress && progress.problems.length > 0 && <Problems progress={progress} />}
    </PageFrame>
  );
}

const Verdict = ({ progress }: { readonly progress: Check }): ReactNode =>
  totalOf(progress) === 0 ? (
    <Alert type="success" header={CHECK.well}>
      {progressText(progress.items, 0)}
    </Alert>
  ) : (
    <Alert type="error">{progressText(progress.items, totalOf(progress))}</Alert>
  );

function Problems({ progress }: { readonly progress: Check }): ReactNode {
  const more = totalOf(progress) - progress.problems.length;
  return (
    <Rows
      label="Problems"
      header={
        <Header variant="h2" counter={`(${formatNumber(totalOf(progress))})`}>
          Problems
        </Header>
      }
      columns={COLUMNS}
      items={progress.problems}
      keyOf={({ key, what }) => `${key} ${what}`}
      empty={CHECK.none}
      footer={more > 0 && <div className="quiet">{moreText(more)}</div>}
    />
  );
}

const COLUMNS: readonly Column<Check['problems'][number]>[] = [
  { id: 'key', header: 'Item', cell: ({ key }) => <Given value={key} /> },
  { id: 'what', header: 'What is wrong', cell: ({ what }) => <Given value={what} /> },
  { id: 'kind', header: 'Kind', cell: ({ kind }) => kind },
];
