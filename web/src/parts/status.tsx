import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { Status } from '../api/types.ts';

const SHOWN: Readonly<Record<Status, { type: StatusIndicatorProps.Type; word: string }>> = {
  healthy: { type: 'success', word: 'Flowing' },
  waiting: { type: 'pending', word: 'Waiting for the first people' },
  attention: { type: 'warning', word: 'Needs a look' },
  broken: { type: 'error', word: 'Not flowing' },
};

/** The doctor's verdict, as a sign and two words. */
export const StatusWord = ({ status }: { readonly status: Status }): ReactNode => (
  <StatusIndicator type={SHOWN[status].type}>{SHOWN[status].word}</StatusIndicator>
);
