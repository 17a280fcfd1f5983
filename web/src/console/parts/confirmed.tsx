import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import { Problem } from '../../parts/problem.tsx';
import { useRun } from '../api/queries.ts';
import type { Answer, Ask, CommandName } from '../api/types.ts';

interface ConfirmedProps<Name extends CommandName> {
  readonly tenant: string;
  readonly command: Name;
  readonly ask: Ask<Name>;
  /** What is done, on the button: "Release". */
  readonly action: string;
  /** To whom or what, for those who hear the page. */
  readonly of: string;
  readonly isPrimary?: boolean;
  readonly disabled?: boolean;
  /** What happens. */
  readonly children: ReactNode;
  /** What has to be typed before it can be done, and what it is. */
  readonly typed?: { readonly value: string; readonly what: string };
  readonly onDone: (answer: Answer<Name>) => void;
}

/** A button for what cannot be taken back easily: it tells what happens, asks, and stays open while it is done. */
export function Confirmed<Name extends CommandName>(props: ConfirmedProps<Name>): ReactNode {
  const { action, of, isPrimary = false, disabled = false } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant={isPrimary ? 'primary' : 'normal'}
        disabled={disabled}
        ariaLabel={`${action}: ${of}`}
        onClick={() => setOpen(true)}
      >
        {action}
      </Button>
      {isOpen && <Asking {...props} close={() => setOpen(false)} />}
    </>
  );
}

function Asking<Name extends CommandName>(props: ConfirmedProps<Name> & { readonly close: () => void }): ReactNode {
  const { tenant, command, ask, action, of, children, typed, onDone, close } = props;
  const [given, setGiven] = useState('');
  const run = useRun(tenant, command);
  const isSure = typed === undefined || given.trim() === typed.value;
  const go = (): void => {
    if (!isSure || run.isPending) return;
    run.mutate(ask, {
      onSuccess: (answer) => {
        close();
        onDone(answer);
      },
    });
  };
  return (
    <Modal
      visible
      onDismiss={() => {
        if (!run.isPending) close();
      }}
      header={`${action}: ${of}`}
      closeAriaLabel="Close"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={close} disabled={run.isPending}>
              Cancel
            </Button>
            <Button variant="primary" disabled={!isSure} loading={run.isPending} loadingText={action} onClick={go}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <div>{children}</div>
        {typed && (
          <FormField label={`Type ${typed.what} to go on: ${typed.value}`} stretch>
            <Input
              value={given}
              disabled={run.isPending}
              onChange={({ detail }) => setGiven(detail.value)}
              onKeyDown={({ detail }) => {
                if (detail.key === 'Enter') go();
              }}
            />
          </FormField>
        )}
        <div aria-live="polite">
          {run.isPending && 'This may take some minutes. It goes on even if you close the page.'}
          {run.error !== null && <Problem failure={run.error} />}
        </div>
      </SpaceBetween>
    </Modal>
  );
}
