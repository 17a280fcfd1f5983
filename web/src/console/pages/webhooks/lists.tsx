import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { Rows, type Column } from '../../../parts/rows.tsx';
import { Given } from '../../../parts/say.tsx';
import { When } from '../../../parts/when.tsx';
import type { DeadLetter, Delivery, ParkedResource, WebhookReport } from '../../api/types.ts';
import { atLeast, letterText, WEBHOOKS } from './texts.ts';

interface ListProps {
  readonly webhook: WebhookReport;
}

const DELIVERY_COLUMNS: readonly Column<Delivery>[] = [
  { id: 'at', header: 'Time', cell: ({ at }) => <When time={at} /> },
  { id: 'event', header: 'Event', cell: ({ event }) => event },
  { id: 'of', header: 'Of', cell: ({ id, version }) => <Given value={`${id}, version ${version}`} /> },
  {
    id: 'came',
    header: 'What came back',
    cell: ({ status, problem }) => (
      <StatusIndicator type={problem === undefined ? 'success' : 'error'}>{problem ?? status}</StatusIndicator>
    ),
  },
  { id: 'ms', header: 'After', cell: ({ milliseconds }) => `${milliseconds} ms` },
];

export const Deliveries = ({ webhook: { name, deliveries } }: ListProps): ReactNode => (
  <Rows
    label={`${WEBHOOKS.deliveries}: ${name}`}
    header={<Header variant="h3">{WEBHOOKS.deliveries}</Header>}
    columns={DELIVERY_COLUMNS}
    items={deliveries}
    keyOf={({ at, id, version }) => `${at} ${id} ${version}`}
    empty={WEBHOOKS.noDeliveries}
  />
);

const PARKED_COLUMNS: readonly Column<ParkedResource>[] = [
  { id: 'what', header: 'What', cell: ({ type, id }) => <Given value={`${type} ${id}`} /> },
  { id: 'since', header: 'Since', cell: ({ since }) => <When time={since} /> },
  { id: 'attempts', header: 'Attempts', cell: ({ attempts }) => attempts },
  { id: 'next', header: 'Due', cell: ({ nextAt }) => <When time={nextAt} /> },
  { id: 'why', header: 'Why', cell: ({ problem }) => <Given value={problem} /> },
];

export const Parked = ({ webhook: { name, parked, moreParked } }: ListProps): ReactNode => (
  <Rows
    label={`${WEBHOOKS.parked}: ${name}`}
    header={
      <Header variant="h3" description={atLeast(parked.length, moreParked)}>
        {WEBHOOKS.parked}
      </Header>
    }
    columns={PARKED_COLUMNS}
    items={parked}
    keyOf={({ type, id }) => `${type} ${id}`}
    empty=""
  />
);

const LETTER_COLUMNS: readonly Column<DeadLetter>[] = [
  { id: 'at', header: 'Time', cell: ({ at }) => <When time={at} /> },
  {
    id: 'what',
    header: 'What',
    cell: (letter) =>
      'from' in letter ? (
        <>
          {WEBHOOKS.allBefore} <When time={letter.until} />
        </>
      ) : (
        <Given value={letterText(letter)} />
      ),
  },
  { id: 'why', header: 'Why', cell: ({ problem }) => <Given value={problem} /> },
];

export const GivenUp = ({ webhook: { name, deadLetters, moreDeadLetters } }: ListProps): ReactNode => (
  <Rows
    label={`${WEBHOOKS.deadLetters}: ${name}`}
    header={
      <Header variant="h3" description={moreDeadLetters ? `The first ${deadLetters.length}.` : undefined}>
        {WEBHOOKS.deadLetters}
      </Header>
    }
    columns={LETTER_COLUMNS}
    items={deadLetters}
    keyOf={(letter) => `${letter.at} ${'from' in letter ? '' : letterText(letter)}`}
    empty=""
  />
);
