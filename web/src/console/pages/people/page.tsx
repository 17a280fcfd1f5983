import type { ReactNode } from 'react';
import { useRoute } from '../../../frame/route.ts';
import type { TenantPageProps } from '../../frame/pages.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Find } from './find.tsx';
import { Person } from './person.tsx';
import { PEOPLE } from './texts.ts';

/** People who are looked for, or one of them. */
export function PeoplePage({ tenant }: TenantPageProps): ReactNode {
  const user = useRoute().parameters.get('user');
  if (user !== null) return <Person key={user} tenant={tenant} user={user} />;
  return (
    <PageFrame title={PEOPLE.title} description={PEOPLE.description}>
      <Find tenant={tenant} />
    </PageFrame>
  );
}
