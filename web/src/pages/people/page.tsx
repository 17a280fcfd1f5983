import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { hrefOf, replaceRoute, useRoute } from '../../frame/route.ts';
import { Find } from './find.tsx';
import { LeavingList } from './leaving-list.tsx';
import { PersonView } from './person.tsx';

/** People: whoever is looked for, those who are leaving, or one of them by itself. */
export function PeoplePage(): ReactNode {
  const { rest, parameters } = useRoute();
  if (rest !== null) return <PersonView id={rest} />;
  const isLeaving = parameters.has('leaving');
  return (
    <ContentLayout
      header={
        <Header variant="h1" description="Who is here, as the product sees them, and what happened to them.">
          People
        </Header>
      }
    >
      <SpaceBetween size="l">
        <SegmentedControl
          label="Which people"
          selectedId={isLeaving ? 'leaving' : 'find'}
          options={[
            { id: 'find', text: 'Look for somebody' },
            { id: 'leaving', text: 'Who is leaving' },
          ]}
          onChange={({ detail }) =>
            replaceRoute(hrefOf('people', undefined, detail.selectedId === 'leaving' ? { leaving: 'true' } : {}))
          }
        />
        {isLeaving ? <LeavingList /> : <Find />}
      </SpaceBetween>
    </ContentLayout>
  );
}
