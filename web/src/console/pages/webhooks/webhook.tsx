import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { Given } from '../../../parts/say.tsx';
import { When } from '../../../parts/when.tsx';
import type { WebhookReport } from '../../api/types.ts';
import { Confirmed } from '../../parts/confirmed.tsx';
import type { Secret } from '../credentials/secret.tsx';
import { Deliveries, GivenUp, Parked } from './lists.tsx';
import { STANDINGS, testedText, WEBHOOKS } from './texts.ts';

interface WebhookProps {
  readonly tenant: string;
  readonly webhook: WebhookReport;
  readonly onMade: (secret: Secret) => void;
  readonly onDone: (text: string) => void;
}

/** One of them: where it stands, its last deliveries, and what waits or was given up. */
export function Webhook(props: WebhookProps): ReactNode {
  const { webhook } = props;
  const { type, word } = STANDINGS[webhook.standing];
  return (
    <SpaceBetween size="s">
      <Container
        header={
          <Header variant="h2" actions={<Actions {...props} />} description={<Given value={webhook.url} />}>
            {webhook.name} <StatusIndicator type={type}>{word}</StatusIndicator>
          </Header>
        }
      >
        <Facts webhook={webhook} />
      </Container>
      {webhook.secret !== null && <Deliveries webhook={webhook} />}
      {webhook.parked.length > 0 && <Parked webhook={webhook} />}
      {webhook.deadLetters.length > 0 && <GivenUp webhook={webhook} />}
    </SpaceBetween>
  );
}

function Facts({ webhook }: Pick<WebhookProps, 'webhook'>): ReactNode {
  const { events, waitingSince, failingSince, pausedUntil, lastSuccess, lastFailure, secret } = webhook;
  const times = [
    ['Waiting since', waitingSince],
    ['Failing since', failingSince],
    ['Called again from', pausedUntil],
    ['Last success', lastSuccess],
    ['Last failure', lastFailure?.at ?? null],
    ['Secret made', secret?.madeAt ?? null],
    ['Signed with old ones, too, until', secret?.formerUntil ?? null],
  ] as const;
  return (
    <KeyValuePairs
      columns={3}
      items={[
        { label: 'Events', value: events?.join(', ') ?? 'All' },
        ...times.flatMap(([label, time]) => (time === null ? [] : [{ label, value: <When time={time} /> }])),
        ...(lastFailure === null ? [] : [{ label: 'Why it failed', value: <Given value={lastFailure.problem} /> }]),
      ]}
    />
  );
}

function Actions({ tenant, webhook, onMade, onDone }: WebhookProps): ReactNode {
  const { name, secret, deadLetters } = webhook;
  const common = { tenant, of: name };
  const hasGivenUp = deadLetters.length > 0;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {secret !== null && (
        <Confirmed
          {...common}
          command="webhook test"
          ask={{ name }}
          action="Test"
          onDone={(answer) => onDone(testedText(name, answer))}
        >
          One event named webhook.test is sent now.
        </Confirmed>
      )}
      {secret !== null && (
        <Confirmed
          {...common}
          command="webhook replay"
          ask={{ name, ...(hasGivenUp && { deadLetters: true }) }}
          action="Try now"
          onDone={() => onDone(WEBHOOKS.called)}
        >
          {hasGivenUp ? WEBHOOKS.retryAll : WEBHOOKS.retry}
        </Confirmed>
      )}
      <Confirmed
        {...common}
        command="webhook rotate-secret"
        ask={{ name, overlap: '7d' }}
        action={secret === null ? 'Make secret' : 'Rotate secret'}
        onDone={(answer) => onMade({ what: `The secret of ${name}`, values: [['Secret', answer.secret]] })}
      >
        {secret === null ? WEBHOOKS.make : WEBHOOKS.rotate}
      </Confirmed>
    </SpaceBetween>
  );
}
