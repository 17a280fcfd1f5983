import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Steps from '@cloudscape-design/components/steps';
import type { ReactNode } from 'react';
import type { Overview } from '../../api/types.ts';
import { useIsNarrow } from '../../parts/screen.ts';
import { StatusWord } from '../../parts/status.tsx';
import { count, When } from '../../parts/when.tsx';
import { STEP_TITLES } from './texts.ts';

/** What has arrived so far, ticked off, and what is awaited next. */
export function Progress({ overview }: { readonly overview: Overview }): ReactNode {
  const { steps, nextCycleDue, status, users, groups } = overview;
  const isNarrow = useIsNarrow();
  const arrived = steps.filter(({ at }) => at !== null).length;
  const next = steps.find(({ at }) => at === null)?.id;
  return (
    <Container
      header={
        <Header variant="h2" actions={<StatusWord status={status} />} description={said(overview)}>
          What has arrived
        </Header>
      }
    >
      <Steps
        ariaLabel="What has arrived"
        orientation={isNarrow ? 'vertical' : 'horizontal'}
        steps={[
          ...steps.map(({ id, at }) => ({
            status: at === null ? ('pending' as const) : ('success' as const),
            statusIconAriaLabel: at === null ? 'Not yet' : 'Done',
            header: STEP_TITLES[id],
            details: at === null ? id === next ? 'Waiting for it' : 'Not yet' : <When time={at} />,
          })),
          {
            status: nextCycleDue === null ? ('pending' as const) : ('in-progress' as const),
            statusIconAriaLabel: nextCycleDue === null ? 'Not yet' : 'Expected',
            header: 'Next cycle',
            details: nextCycleDue === null ? 'Not yet' : <When time={nextCycleDue} />,
          },
        ]}
      />
      <p className="heard" aria-live="polite">
        {arrived} of {steps.length} have arrived.
      </p>
      {users > 0 && (
        <p className="quiet last">
          {count(users, 'person', 'people')} and {count(groups, 'group', 'groups')} are here.
        </p>
      )}
    </Container>
  );
}

const said = ({ steps }: Overview): string =>
  steps.every(({ at }) => at !== null)
    ? 'Everything that was to come has come.'
    : 'This changes by itself while you work in the portal.';
