import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { Dialog, Opener, type Asking } from './dialog.tsx';
import { useRounds, type Rounds } from './use-rounds.ts';

interface ConfirmedRoundsProps<Progress> extends Asking {
  readonly tenant: string;
  readonly rounds: Rounds<Progress>;
  /** How far it is, in words. */
  readonly far: (progress: Progress | null) => string;
  readonly onDone: (progress: Progress) => void;
}

/** The same for what takes several rounds: tells how far it is, can be stopped, and goes on where it ended. */
export const ConfirmedRounds = <Progress,>(props: ConfirmedRoundsProps<Progress>): ReactNode => (
  <Opener {...props} dialog={(close) => <InRounds {...props} close={close} />} />
);

function InRounds<Progress>(props: ConfirmedRoundsProps<Progress> & { readonly close: () => void }): ReactNode {
  const { tenant, rounds, far, onDone, close } = props;
  const { progress, isRunning, failure, resume, stop } = useRounds(tenant, { ...rounds, changes: true });
  const go = async (): Promise<void> => {
    const done = await resume();
    if (done === null) return;
    close();
    onDone(done);
  };
  return (
    <Dialog
      {...props}
      isRunning={isRunning}
      failure={failure}
      progress={
        <>
          <StatusIndicator type="in-progress">{far(progress)}</StatusIndicator>
          <div className="quiet">When the page is closed it ends after this round. What is done stays done.</div>
        </>
      }
      go={() => void go()}
      stop={stop}
    />
  );
}
