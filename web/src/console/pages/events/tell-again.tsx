import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import type { Replay } from '../../api/types.ts';
import { ConfirmedRounds } from '../../parts/confirmed-rounds.tsx';
import { Confirmed } from '../../parts/confirmed.tsx';
import { Moment } from '../../parts/moment.tsx';
import type { Rounds } from '../../parts/use-rounds.ts';
import { EVENTS, redrivenText, replayedText, replayText } from './texts.ts';

interface TellAgainProps {
  readonly tenant: string;
  readonly onDone: (text: string) => void;
}

const replayOf = (since: string | null): Rounds<Replay> => ({
  round: (run, progress) => run('events replay', { ...(since !== null && { since }), ...(progress && { progress }) }),
  goesOn: ({ next }) => next !== undefined,
});

/** Has consumers told again how things stand, or what they could not be told. */
export function TellAgain({ tenant, onDone }: TellAgainProps): ReactNode {
  const [since, setSince] = useState<string | null>(null);
  return (
    <ExpandableSection headerText={EVENTS.again} variant="container">
      <SpaceBetween size="l">
        <SpaceBetween size="s">
          <Box variant="h3">{EVENTS.stands}</Box>
          <div>{EVENTS.replay}</div>
          <Moment
            label={EVENTS.since}
            description={EVENTS.sinceHint}
            time={since}
            action="Only since then"
            onAsk={setSince}
          />
          <ConfirmedRounds
            tenant={tenant}
            rounds={replayOf(since)}
            action="Replay"
            of={since === null ? 'everything' : `since ${since}`}
            far={replayText}
            onDone={(progress) => onDone(replayedText(progress))}
          >
            {EVENTS.replay}
          </ConfirmedRounds>
        </SpaceBetween>
        <SpaceBetween size="s">
          <Box variant="h3">{EVENTS.untold}</Box>
          <div>{EVENTS.redrive}</div>
          <Confirmed
            tenant={tenant}
            command="events redrive"
            ask={{}}
            action="Redrive"
            of="what could not be told"
            onDone={(answer) => onDone(redrivenText(answer))}
          >
            {EVENTS.redrive}
          </Confirmed>
        </SpaceBetween>
      </SpaceBetween>
    </ExpandableSection>
  );
}
