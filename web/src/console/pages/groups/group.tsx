import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import { hrefOf } from '../../../frame/route.ts';
import { Answer } from '../../../parts/answer.tsx';
import { Given } from '../../../parts/say.tsx';
import { useAnswer } from '../../api/queries.ts';
import type { GroupReport } from '../../api/types.ts';
import { Done } from '../../parts/done.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Stands } from '../../parts/stands.tsx';
import { LIFE_STATES } from '../holds/texts.ts';
import { RestoreTo } from './restore-to.tsx';
import { RestoreGroup } from './restore.tsx';
import { GROUPS } from './texts.ts';

/** One group: where it stands, and what it was. */
export function GroupView({ tenant, id }: { readonly tenant: string; readonly id: string }): ReactNode {
  const [done, setDone] = useState<string | null>(null);
  return (
    <SpaceBetween size="s">
      <Link href={hrefOf(tenant, 'groups')}>{GROUPS.back}</Link>
      <Done text={done} close={() => setDone(null)} />
      <Answer asked={useAnswer(tenant, 'group find', { group: id })}>
        {([group]) =>
          group === undefined ? (
            <div>{GROUPS.nobody}</div>
          ) : (
            <PageFrame
              title={<Given value={group.displayName ?? group.id} />}
              description={GROUPS.description}
              actions={group.deletedAt !== undefined && <RestoreGroup tenant={tenant} group={group} onDone={setDone} />}
            >
              <GroupStands group={group} />
              <RestoreTo tenant={tenant} group={group} onDone={setDone} />
            </PageFrame>
          )
        }
      </Answer>
    </SpaceBetween>
  );
}

function GroupStands({ group: { id, deletedAt, restoredAt, purgeAfter } }: { readonly group: GroupReport }): ReactNode {
  const times = [
    ['Deleted', deletedAt],
    ['Brought back', restoredAt],
    ['Will be erased', purgeAfter],
  ] as const;
  return <Stands id={id} state={LIFE_STATES[deletedAt === undefined ? 'active' : 'deleted']} times={times} />;
}
