import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { Given } from '../../parts/say.tsx';
import { When } from '../../parts/when.tsx';

interface StandsProps {
  readonly id: string;
  readonly state: { readonly type: StatusIndicatorProps.Type; readonly word: string };
  readonly times: readonly (readonly [label: string, time: string | undefined])[];
  /** Besides the id in front of the times, and behind them. */
  readonly before?: readonly KeyValuePairsProps.Item[];
  readonly behind?: readonly KeyValuePairsProps.Item[];
}

/** Where somebody, or a group, stands: its state, its id, and what happened when, as far as it did. */
export function Stands({ id, state: { type, word }, times, before, behind }: StandsProps): ReactNode {
  return (
    <Container
      header={
        <Header variant="h2" actions={<StatusIndicator type={type}>{word}</StatusIndicator>}>
          Where it stands
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Id', value: <Given value={id} /> },
          ...(before ?? []),
          ...times.flatMap(([label, time]) => (time === undefined ? [] : [{ label, value: <When time={time} /> }])),
          ...(behind ?? []),
        ]}
      />
    </Container>
  );
}
