import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';
import type { Failure, FailureKind } from '../api/failure.ts';
import { useDoor, type Words } from '../door/door.ts';

const SAID: Readonly<Record<FailureKind, Words>> = {
  ended: { type: 'error', header: 'This link does not work', text: 'Ask for another one.' },
  forbidden: {
    type: 'info',
    header: 'Your link does not show this',
    text: 'Whoever sent it to you can make one that does.',
  },
  missing: { type: 'info', header: 'It is not here', text: 'Nothing is known under this address.' },
  busy: {
    type: 'warning',
    header: 'The service is busy',
    text: 'It takes fewer requests just now than it was asked. Nothing is lost: wait a moment, then try again.',
  },
  offline: {
    type: 'warning',
    header: 'No connection',
    text: 'The service did not answer. Look at your network, then try again.',
  },
  refused: { type: 'error', header: 'It cannot be done', text: '' },
  failed: {
    type: 'error',
    header: 'Something went wrong on our side',
    text: 'Try again. If it stays, tell whoever sent you the link what you did, and when.',
  },
};

/** Says why an answer is not there, and what to do. */
export function Problem({ failure, retry }: { readonly failure: Failure; readonly retry?: () => void }): ReactNode {
  const { wordsFor } = useDoor();
  const { type, header, text } = wordsFor?.(failure) ?? SAID[failure.kind];
  const canHelp = retry !== undefined && failure.kind !== 'forbidden' && failure.kind !== 'missing';
  return (
    <Alert type={type} header={header} action={canHelp && <Button onClick={retry}>Try again</Button>}>
      {text}
      {failure.detail !== null && <div className="quiet given">{failure.detail}</div>}
    </Alert>
  );
}
