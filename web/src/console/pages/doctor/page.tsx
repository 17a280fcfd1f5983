import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { Findings } from '../../../pages/flow/findings.tsx';
import { Answer } from '../../../parts/answer.tsx';
import { Refusals } from '../../../parts/refusals.tsx';
import { Given } from '../../../parts/say.tsx';
import { StatusWord } from '../../../parts/status.tsx';
import { formatNumber, formatPercent, When, withTimes } from '../../../parts/when.tsx';
import { useAnswer, useGlance } from '../../api/queries.ts';
import type { Health } from '../../api/types.ts';
import type { TenantPageProps } from '../../frame/pages.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { DOCTOR, knownText, retentionText } from './texts.ts';

/** What the doctor says, in the operator's words. */
export const DoctorPage = ({ tenant }: TenantPageProps): ReactNode => (
  <PageFrame title={DOCTOR.title} description={DOCTOR.description}>
    <Answer asked={useAnswer(tenant, 'doctor', {})}>{(health) => <Shown health={health} />}</Answer>
    <Directory tenant={tenant} />
  </PageFrame>
);

function Shown({ health }: { readonly health: Health }): ReactNode {
  const { status, summary, knownUpTo, findings, nextCycleDue, failures } = health;
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description={knownText(knownUpTo)}>
            <StatusWord status={status} />
          </Header>
        }
      >
        <SpaceBetween size="l">
          <p className="summary">
            <Given value={withTimes(summary)} />
          </p>
          <KeyValuePairs
            columns={3}
            items={[
              { label: 'Next cycle', value: <When time={nextCycleDue} none="not known" /> },
              { label: 'Entra looked in', value: <When time={health.lastProbe} /> },
              { label: 'A person was written', value: <When time={health.lastUserWrite} /> },
              { label: 'A group was written', value: <When time={health.lastGroupWrite} /> },
              { label: 'Last refused', value: <Refusals of={health} /> },
              { label: DOCTOR.guard, value: <When time={health.guardLookedAt} /> },
              {
                label: 'Failures of the last cycle',
                value: `${formatPercent(failures.rate)} (quarantine above ${formatPercent(failures.quarantineAbove)})`,
              },
            ]}
          />
        </SpaceBetween>
      </Container>
      {findings.length > 0 && <Findings findings={findings} />}
    </SpaceBetween>
  );
}

function Directory({ tenant }: TenantPageProps): ReactNode {
  const { data } = useGlance(tenant);
  const glance = data?.glance ?? null;
  if (glance === null) return null;
  const { users, groups, gone, retention } = glance;
  return (
    <Container header={<Header variant="h2">{DOCTOR.directory}</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'People', value: formatNumber(users) },
          { label: 'Groups', value: formatNumber(groups) },
          { label: 'Disabled', value: gone === null ? 'very many' : formatNumber(gone.deactivated) },
          { label: 'Deleted, and kept', value: gone === null ? 'very many' : formatNumber(gone.leaving) },
          { label: 'Retention', value: retentionText(retention) },
        ]}
      />
    </Container>
  );
}
