import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';

interface PageFrameProps {
  readonly title: ReactNode;
  readonly description: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page with its heading and what it is for. */
export const PageFrame = ({ title, description, actions, children }: PageFrameProps): ReactNode => (
  <ContentLayout
    header={
      <Header variant="h1" description={description} actions={actions}>
        {title}
      </Header>
    }
  >
    <SpaceBetween size="l">{children}</SpaceBetween>
  </ContentLayout>
);
