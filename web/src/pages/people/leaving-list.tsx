import type { ReactNode } from 'react';
import { useOverview, usePeople } from '../../api/queries.ts';
import { count } from '../../parts/when.tsx';
import { PeopleList } from './people-list.tsx';

const LEAVING = { leaving: 'true' };

/** Those who will be removed, the soonest first. */
export function LeavingList(): ReactNode {
  const { data } = useOverview();
  const days = data === undefined ? '' : ` ${count(data.retention.days, 'day', 'days')}`;
  return (
    <PeopleList
      title="Who is leaving"
      description={`The soonest first. Who is disabled or deleted in Entra is kept for${days} and then removed for good; until then Entra can bring each of them back.`}
      found={usePeople(LEAVING)}
      empty="Nobody is leaving."
    />
  );
}
