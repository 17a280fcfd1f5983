import type { ReactNode } from 'react';
import { useState } from 'react';
import { useRoute } from '../../../frame/route.ts';
import type { TenantPageProps } from '../../frame/pages.ts';
import { Done } from '../../parts/done.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { DeletedGroups } from './deleted.tsx';
import { FindGroup } from './find.tsx';
import { GroupView } from './group.tsx';
import { GROUPS } from './texts.ts';

/** Groups that are looked for, and those that were deleted; or one of them. */
export function GroupsPage({ tenant }: TenantPageProps): ReactNode {
  const [done, setDone] = useState<string | null>(null);
  const group = useRoute().parameters.get('group');
  if (group !== null) return <GroupView key={group} tenant={tenant} id={group} />;
  return (
    <PageFrame title={GROUPS.title} description={GROUPS.description}>
      <Done text={done} close={() => setDone(null)} />
      <FindGroup tenant={tenant} />
      <DeletedGroups tenant={tenant} onDone={setDone} />
    </PageFrame>
  );
}
