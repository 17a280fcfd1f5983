import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { Problem } from '../../../parts/problem.tsx';
import type { Column } from '../../../parts/rows.tsx';
import { When } from '../../../parts/when.tsx';
import type { HeldGroups, HeldReport, HeldState } from '../../api/types.ts';
import { PagedRows } from '../../parts/paged-rows.tsx';
import { useRounds, type Rounds } from '../../parts/use-rounds.ts';
import { LIFE_STATES } from '../holds/texts.ts';
import { PEOPLE } from './texts.ts';

type Kept = HeldReport['kept'][number];

const reading = (user: string): Rounds<HeldReport> => ({
  round: async (run, before) => {
    const after = before?.next;
    const page = await run('user held', { user, ...(after !== undefined && { after }) });
    return { ...page, kept: [...(before?.kept ?? []), ...page.kept] };
  },
  goesOn: ({ next }) => next !== undefined,
});

/** Every state since a legal hold began, with all values, when it is asked for. */
export function Held({ tenant, id }: { readonly tenant: string; readonly id: string }): ReactNode {
  const { progress, isRunning, failure, start } = useRounds(tenant, reading(id));
  return (
    <SpaceBetween size="s">
      {failure !== null && <Problem failure={failure} retry={() => void start()} />}
      <PagedRows
        label={PEOPLE.held}
        header={
          <Header
            variant="h2"
            description={PEOPLE.heldHint}
            actions={
              <Button loading={isRunning} loadingText="Loading" onClick={() => void start()}>
                {PEOPLE.heldShow}
              </Button>
            }
          >
            {PEOPLE.held}
          </Header>
        }
        columns={COLUMNS}
        items={progress?.kept ?? []}
        keyOf={(kept) => `${kept.version} ${isGroups(kept) ? 'groups' : 'state'}`}
        empty={PEOPLE.heldNothing}
      />
    </SpaceBetween>
  );
}

const isGroups = (kept: Kept): kept is HeldGroups => 'groups' in kept;
const valuesOf = (kept: HeldGroups | HeldState): string =>
  isGroups(kept) ? kept.groups.join('\n') : JSON.stringify(kept.attributes, undefined, 2);

const COLUMNS: readonly Column<Kept>[] = [
  {
    id: 'since',
    header: 'Since',
    width: 200,
    cell: (kept) => <When time={isGroups(kept) ? kept.at : kept.lastModified} />,
  },
  {
    id: 'state',
    header: 'What',
    width: 160,
    cell: (kept) => (isGroups(kept) ? PEOPLE.heldGroups : LIFE_STATES[kept.state].word),
  },
  {
    id: 'values',
    header: 'Values',
    cell: (kept) => (
      <pre className="kept" dir="auto">
        {valuesOf(kept)}
      </pre>
    ),
  },
];
