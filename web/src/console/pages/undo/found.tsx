import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState, type ReactNode } from 'react';
import { eventName } from '../../../parts/events.ts';
import { Problem } from '../../../parts/problem.tsx';
import type { Column } from '../../../parts/rows.tsx';
import { formatNumber } from '../../../parts/when.tsx';
import type { Touched } from '../../api/types.ts';
import { PagedRows } from '../../parts/paged-rows.tsx';
import { ResourceLink } from '../../parts/resource-link.tsx';
import { Decide } from './decide.tsx';
import { useTouched } from './queries.ts';
import { keyOf, type Undoing, type Whose } from './rounds.ts';
import { Undone } from './undone.tsx';
import { foundText, UNDO } from './texts.ts';

interface FoundProps {
  readonly tenant: string;
  readonly whose: Whose;
}

/** All that it changed, to choose from. */
export function Found({ tenant, whose }: FoundProps): ReactNode {
  const { touched, isThrough, error, retry } = useTouched(tenant, whose);
  const [done, setDone] = useState<Undoing | null>(null);
  return (
    <SpaceBetween size="l">
      <div aria-live="polite">
        {!isThrough && error === null && (
          <StatusIndicator type="in-progress">{foundText(touched.length)}</StatusIndicator>
        )}
        {error !== null && <Problem failure={error} retry={() => void retry()} />}
      </div>
      {done !== null && <Undone tenant={tenant} undone={done.undone} which="is" />}
      {isThrough && error === null && <Choose {...{ tenant, whose, touched }} onDone={setDone} />}
    </SpaceBetween>
  );
}

interface ChooseProps extends FoundProps {
  readonly touched: readonly Touched[];
  readonly onDone: (progress: Undoing) => void;
}

function Choose({ tenant, whose, touched, onDone }: ChooseProps): ReactNode {
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  const [deleteCreated, setDeleteCreated] = useState(false);
  const chosen = touched.filter((each) => !without.has(keyOf(each)));
  const set = (key: string, isChosen: boolean): void => {
    const next = new Set(without);
    if (isChosen) next.delete(key);
    else next.add(key);
    setWithout(next);
  };
  return (
    <SpaceBetween size="l">
      <PagedRows
        label={UNDO.touched}
        header={
          <Header
            variant="h2"
            counter={`(${formatNumber(chosen.length)}/${formatNumber(touched.length)})`}
            description={UNDO.touchedHint}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => setWithout(new Set())}>{UNDO.all}</Button>
                <Button onClick={() => setWithout(new Set(touched.map(keyOf)))}>{UNDO.none}</Button>
              </SpaceBetween>
            }
          >
            {UNDO.touched}
          </Header>
        }
        columns={columnsOf(tenant, without, set)}
        items={touched}
        keyOf={keyOf}
        empty={UNDO.nothing}
      />
      {chosen.length > 0 && (
        <SpaceBetween size="l">
          {touched.some(({ events }) => events.includes('user.created')) && (
            <Checkbox checked={deleteCreated} onChange={({ detail }) => setDeleteCreated(detail.checked)}>
              {UNDO.created}
            </Checkbox>
          )}
          <Decide
            key={`${deleteCreated} ${[...without].toSorted().join(' ')}`}
            {...{ tenant, whose, chosen, deleteCreated, onDone }}
          />
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

const columnsOf = (
  tenant: string,
  without: ReadonlySet<string>,
  set: (key: string, isChosen: boolean) => void,
): readonly Column<Touched>[] => [
  { id: 'what', header: 'Who or what', cell: (each) => <ResourceLink tenant={tenant} resource={each} /> },
  { id: 'events', header: 'What was done', cell: ({ events }) => events.map(eventName).join(', ') },
  {
    id: 'choose',
    header: UNDO.back,
    width: 130,
    cell: (each) => (
      <Checkbox
        checked={!without.has(keyOf(each))}
        ariaLabel={`${UNDO.back}: ${each.type} ${each.id}`}
        onChange={({ detail }) => set(keyOf(each), detail.checked)}
      />
    ),
  },
];
