import Alert from '@cloudscape-design/components/alert';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { Copyable } from '../../../parts/copyable.tsx';
import { CREDENTIALS } from './texts.ts';

/** What was just made, in memory and for this page only. */
export interface Secret {
  readonly what: string;
  readonly values: readonly (readonly [name: string, value: string])[];
}

/** Shows it for the only time. */
export const Shown = ({ secret, close }: { readonly secret: Secret; readonly close: () => void }): ReactNode => (
  <Alert type="success" header={`${secret.what} is made`} dismissible dismissAriaLabel="Close" onDismiss={close}>
    <SpaceBetween size="s">
      <span>{CREDENTIALS.once}</span>
      <KeyValuePairs
        items={secret.values.map(([name, value]) => ({ label: name, value: <Copyable name={name} value={value} /> }))}
      />
    </SpaceBetween>
  </Alert>
);
