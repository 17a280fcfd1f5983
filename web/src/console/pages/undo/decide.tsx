import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { Problem } from '../../../parts/problem.tsx';
import { count } from '../../../parts/when.tsx';
import type { Touched } from '../../api/types.ts';
import { ConfirmedRounds } from '../../parts/confirmed-rounds.tsx';
import { useRounds } from '../../parts/use-rounds.ts';
import { undoing, type Undoing, type Whose } from './rounds.ts';
import { farText, summaryText, UNDO } from './texts.ts';
import { Undone } from './undone.tsx';

interface DecideProps {
  readonly tenant: string;
  readonly whose: Whose;
  readonly chosen: readonly Touched[];
  readonly deleteCreated: boolean;
  readonly onDone: (progress: Undoing) => void;
}

/** First what would become of those that are chosen, then taking it back. Another choice begins anew. */
export function Decide({ tenant, whose, chosen, deleteCreated, onDone }: DecideProps): ReactNode {
  const wish = { ...whose, resources: chosen, deleteCreated };
  const { progress, isRunning, failure, start } = useRounds(tenant, undoing({ ...wish, dryRun: true }));
  const isThrough = progress !== null && progress.left.length === 0;
  const far = (at: Undoing | null): string => farText(at?.undone.length ?? 0, chosen.length);
  return (
    <SpaceBetween size="l">
      <div aria-live="polite">
        {isRunning && <StatusIndicator type="in-progress">{far(progress)}</StatusIndicator>}
        {failure !== null && <Problem failure={failure} retry={() => void start()} />}
        {isThrough && <div>{summaryText(progress.undone, 'would')}</div>}
      </div>
      <SpaceBetween direction="horizontal" size="s">
        <Button loading={isRunning} loadingText={UNDO.preview} onClick={() => void start()}>
          {UNDO.preview}
        </Button>
        <ConfirmedRounds
          tenant={tenant}
          rounds={undoing({ ...wish, dryRun: false })}
          action={UNDO.back}
          of={count(chosen.length, 'resource', 'resources')}
          isPrimary
          disabled={!isThrough}
          typed={{ value: String(chosen.length), what: UNDO.number }}
          far={far}
          onDone={onDone}
        >
          {UNDO.how}
        </ConfirmedRounds>
      </SpaceBetween>
      {isThrough && <Undone tenant={tenant} undone={progress.undone} which="would" />}
    </SpaceBetween>
  );
}
