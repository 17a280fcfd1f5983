import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { Failure } from '../api/failure.ts';
import { Problem } from './problem.tsx';
import { formatHour } from './when.tsx';

/** What a query of TanStack Query tells, as far as it is needed here. */
interface Asked<T> {
  readonly data: T | undefined;
  readonly error: Failure | null;
  readonly dataUpdatedAt: number;
  readonly refetch: () => unknown;
}

/**
 * What was answered; until then that it is being fetched, and where it failed why. When asking again fails, what
 * was answered before stays, with a word on how old it is.
 */
export function Answer<T>({
  asked,
  children,
}: {
  readonly asked: Asked<T>;
  readonly children: (data: T) => ReactNode;
}): ReactNode {
  const { data, error, dataUpdatedAt, refetch } = asked;
  const retry = (): void => void refetch();
  if (data === undefined) {
    return error === null ? <Loading /> : <Problem failure={error} retry={retry} />;
  }
  if (error === null) return children(data);
  return (
    <SpaceBetween size="l">
      <Alert type="warning" action={<Button onClick={retry}>Try again</Button>}>
        {error.kind === 'busy' ? 'The service is busy.' : 'No connection to the service.'} What you see is from{' '}
        {formatHour(dataUpdatedAt)}.
      </Alert>
      {children(data)}
    </SpaceBetween>
  );
}

export const Loading = (): ReactNode => (
  <div className="loading">
    <StatusIndicator type="loading">Loading</StatusIndicator>
  </div>
);
