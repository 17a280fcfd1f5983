import Alert from '@cloudscape-design/components/alert';
import type { ReactNode } from 'react';

/** What was done last, until it is put away; nothing where it is null. */
export const Done = ({ text, close }: { readonly text: string | null; readonly close: () => void }): ReactNode => (
  <div aria-live="polite">
    {text !== null && (
      <Alert type="success" dismissible dismissAriaLabel="Close" onDismiss={close}>
        {text}
      </Alert>
    )}
  </div>
);
