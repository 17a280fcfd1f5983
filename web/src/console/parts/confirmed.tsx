import type { ReactNode } from 'react';
import { useRun } from '../api/queries.ts';
import type { Answer, Ask, CommandName } from '../api/types.ts';
import { Dialog, Opener, type Asking } from './dialog.tsx';

interface ConfirmedProps<Name extends CommandName> extends Asking {
  readonly tenant: string;
  readonly command: Name;
  readonly ask: Ask<Name>;
  readonly onDone: (answer: Answer<Name>) => void;
}

/** A button for what cannot be taken back easily: it tells what happens, asks, and stays open while it is done. */
export const Confirmed = <Name extends CommandName>(props: ConfirmedProps<Name>): ReactNode => (
  <Opener {...props} dialog={(close) => <Once {...props} close={close} />} />
);

function Once<Name extends CommandName>(props: ConfirmedProps<Name> & { readonly close: () => void }): ReactNode {
  const { tenant, command, ask, onDone, close } = props;
  const run = useRun(tenant, command);
  const go = (): void =>
    run.mutate(ask, {
      onSuccess: (answer) => {
        close();
        onDone(answer);
      },
    });
  return (
    <Dialog
      {...props}
      isRunning={run.isPending}
      failure={run.error}
      progress="This may take some minutes. It goes on even if you close the page."
      go={go}
    />
  );
}
