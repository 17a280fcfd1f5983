import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { Answer } from '../../../parts/answer.tsx';
import { count } from '../../../parts/when.tsx';
import { useAnswer } from '../../api/queries.ts';
import { Confirmed } from '../../parts/confirmed.tsx';
import { dueText, PURGE, purgedText } from './texts.ts';

interface EraseNowProps {
  readonly tenant: string;
  readonly onDone: (text: string) => void;
}

/** Erases who is due, without waiting for the hour: those who were counted, and nobody who is due since. */
export const EraseNow = ({ tenant, onDone }: EraseNowProps): ReactNode => (
  <Container header={<Header variant="h2">{PURGE.now}</Header>}>
    <Answer asked={useAnswer(tenant, 'purge', { dryRun: true })}>
      {({ asOf, users = [], heldBack }) => (
        <SpaceBetween size="s">
          <div>{users.length + heldBack === 0 ? PURGE.nobody : dueText(users.length, heldBack)}</div>
          {users.length > 0 && (
            <Confirmed
              tenant={tenant}
              command="purge"
              ask={{ asOf }}
              action={PURGE.action}
              of={count(users.length, 'person or group', 'people and groups')}
              typed={{ value: String(users.length), what: PURGE.number }}
              onDone={(report) => onDone(purgedText(report))}
            >
              {PURGE.erase}
            </Confirmed>
          )}
        </SpaceBetween>
      )}
    </Answer>
  </Container>
);
