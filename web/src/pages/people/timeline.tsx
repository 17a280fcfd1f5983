import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { ReactNode } from 'react';
import type { usePerson } from '../../api/queries.ts';
import type { ActivityRow } from '../../api/types.ts';
import { eventName, madeBy } from '../../parts/events.ts';
import { refusedTo } from '../../parts/reasons.ts';
import { Attributes, Refused } from '../../parts/refused.tsx';
import { Given } from '../../parts/say.tsx';
import { When } from '../../parts/when.tsx';

interface TimelineProps {
  readonly entries: readonly ActivityRow[];
  readonly asked: ReturnType<typeof usePerson>;
}

/** What happened to a person, the newest first. */
export function Timeline({ entries, asked }: TimelineProps): ReactNode {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = asked;
  return (
    <Container
      header={
        <Header variant="h2" description="The newest first.">
          What happened
        </Header>
      }
    >
      {entries.length === 0 && <span className="quiet">Nothing is known of the last weeks.</span>}
      <ol className="timeline">
        {entries.map((entry, index) => (
          <li key={`${entry.time} ${index}`} className={entry.event?.replace('.', '-') ?? 'refused-request'}>
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button loading={isFetchingNextPage} loadingText="Loading" onClick={() => void fetchNextPage()}>
          Show what was before
        </Button>
      )}
    </Container>
  );
}

function Entry({ entry }: { readonly entry: ActivityRow }): ReactNode {
  const { event, time, attributes, requestId } = entry;
  const by = madeBy(entry);
  return (
    <>
      <strong>{event === null ? refusedTo(entry) : eventName(event)}</strong>
      {by !== null && ` ${by}`}
      <div className="quiet">
        <When time={time} />
      </div>
      {event === null ? <Refused row={entry} /> : <Attributes names={attributes} />}
      {event !== null && requestId !== undefined && (
        <div className="quiet">
          request <Given value={requestId} />
        </div>
      )}
    </>
  );
}
