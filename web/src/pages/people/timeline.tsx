import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { ReactNode } from 'react';
import type { usePerson } from '../../api/queries.ts';
import type { TimelineEntry } from '../../api/types.ts';
import { Given } from '../../parts/say.tsx';
import { When } from '../../parts/when.tsx';
import { eventName, madeBy } from './texts.ts';

interface TimelineProps {
  readonly entries: readonly TimelineEntry[];
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
          <li key={`${entry.time} ${index}`} className={entry.event.replace('.', '-')}>
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

function Entry({ entry }: { readonly entry: TimelineEntry }): ReactNode {
  const by = madeBy(entry);
  return (
    <>
      <strong>{eventName(entry)}</strong>
      {by !== null && ` ${by}`}
      <div className="quiet">
        <When time={entry.time} />
      </div>
      {entry.changed.length > 0 && (
        <div className="changed">
          {entry.changed.map((attribute) => (
            <code key={attribute} className="value">
              <Given value={attribute} />
            </code>
          ))}
        </div>
      )}
      {entry.requestId !== undefined && (
        <div className="quiet">
          request <Given value={entry.requestId} />
        </div>
      )}
    </>
  );
}
