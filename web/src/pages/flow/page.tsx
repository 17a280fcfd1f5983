import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import { useFlow } from '../../api/queries.ts';
import type { Flow } from '../../api/types.ts';
import { Answer } from '../../parts/answer.tsx';
import { Refusals } from '../../parts/refusals.tsx';
import { StatusWord } from '../../parts/status.tsx';
import { formatHour, formatPercent, When, withTimes } from '../../parts/when.tsx';
import { SPANS, type Span } from './buckets.ts';
import { Cycles } from './chart.tsx';
import { Findings } from './findings.tsx';

/** Whether people arrive, and where not, why, and what to do. */
export function FlowPage(): ReactNode {
  const [span, setSpan] = useState<Span>(SPANS[0]);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description="Whether people arrive, and where they do not, why, and what to do.">
          Is it flowing?
        </Header>
      }
    >
      <Answer asked={useFlow(span.days)}>{(flow) => <Shown {...{ flow, span, setSpan }} />}</Answer>
    </ContentLayout>
  );
}

interface ShownProps {
  readonly flow: Flow;
  readonly span: Span;
  readonly setSpan: (span: Span) => void;
}

function Shown({ flow, span, setSpan }: ShownProps): ReactNode {
  return (
    <SpaceBetween size="l">
      <Verdict flow={flow} />
      {flow.findings.length > 0 && <Findings findings={flow.findings} />}
      <Cycles {...{ flow, span, setSpan }} />
      <Failures flow={flow} />
    </SpaceBetween>
  );
}

function Verdict({ flow }: { readonly flow: Flow }): ReactNode {
  const { status, summary, upTo, nextCycleDue, lastProbe, lastUserWrite, lastGroupWrite } = flow;
  return (
    <Container
      header={
        <Header variant="h2" description={`As of ${formatHour(upTo)}. What has just happened is seen within a minute.`}>
          <StatusWord status={status} />
        </Header>
      }
    >
      <SpaceBetween size="l">
        <p className="summary">{withTimes(summary)}</p>
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'Next cycle', value: <When time={nextCycleDue} none="not known yet" /> },
            { label: 'Entra looked in', value: <When time={lastProbe} /> },
            { label: 'A person was written', value: <When time={lastUserWrite} /> },
            { label: 'A group was written', value: <When time={lastGroupWrite} /> },
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}

/** The share of requests that failed, against that at which Entra puts a job into quarantine. */
function Failures({ flow }: { readonly flow: Flow }): ReactNode {
  const { failures, lastRefusal } = flow;
  const { rate, quarantineAbove } = failures;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={`Entra puts a job into quarantine when more than ${formatPercent(quarantineAbove)} of its requests fail for long.`}
        >
          Failures
        </Header>
      }
    >
      <SpaceBetween size="s">
        <div>
          {formatPercent(rate)} of requests failed
          <div className="gauge">
            <meter
              className="share wide"
              aria-label="Share of requests that failed"
              min={0}
              max={1}
              low={quarantineAbove / 2}
              high={quarantineAbove}
              optimum={0}
              value={rate}
            />
            <i style={{ insetInlineStart: `${quarantineAbove * 100}%` }} />
          </div>
        </div>
        {rate > quarantineAbove && (
          <Alert type="error">
            This is above the threshold. Mend what is told above, then restart provisioning in the portal.
          </Alert>
        )}
        {lastRefusal !== null && (
          <div>
            Last refused: <Refusals of={flow} />
          </div>
        )}
      </SpaceBetween>
    </Container>
  );
}
