import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import type { Failure } from '../../api/failure.ts';
import { Problem } from '../../parts/problem.tsx';

/** What is to be done, and to whom. */
export interface Asking {
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
}

interface OpenerProps extends Asking {
  readonly dialog: (close: () => void) => ReactNode;
}

/** The button, and the dialog that it opens. */
export function Opener({ action, of, isPrimary = false, disabled = false, dialog }: OpenerProps): ReactNode {
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
      {isOpen && dialog(() => setOpen(false))}
    </>
  );
}

interface DialogProps extends Asking {
  readonly isRunning: boolean;
  readonly failure: Failure | null;
  /** What is told while it is done. */
  readonly progress: ReactNode;
  readonly go: () => void;
  readonly close: () => void;
  /** Ends it between two rounds, where it has several. */
  readonly stop?: () => void;
}

/** Tells what happens, asks, and stays open while it is done. */
export function Dialog(props: DialogProps): ReactNode {
  const { action, of, children, typed, isRunning, failure, progress, close, stop } = props;
  const [given, setGiven] = useState('');
  const isSure = typed === undefined || given.trim() === typed.value;
  const go = (): void => {
    if (isSure && !isRunning) props.go();
  };
  return (
    <Modal
      visible
      onDismiss={() => {
        if (!isRunning) close();
      }}
      header={`${action}: ${of}`}
      closeAriaLabel="Close"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {isRunning && stop ? (
              <Button onClick={stop}>Stop</Button>
            ) : (
              <Button onClick={close} disabled={isRunning}>
                Cancel
              </Button>
            )}
            <Button variant="primary" disabled={!isSure} loading={isRunning} loadingText={action} onClick={go}>
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
              disabled={isRunning}
              onChange={({ detail }) => setGiven(detail.value)}
              onKeyDown={({ detail }) => {
                if (detail.key === 'Enter') go();
              }}
            />
          </FormField>
        )}
        <div aria-live="polite">
          {isRunning && progress}
          {failure !== null && <Problem failure={failure} />}
        </div>
      </SpaceBetween>
    </Modal>
  );
}
