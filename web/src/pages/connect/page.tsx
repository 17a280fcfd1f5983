import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import { useOverview } from '../../api/queries.ts';
import type { Overview, WayToSignIn } from '../../api/types.ts';
import { hrefOf } from '../../frame/route.ts';
import { Answer } from '../../parts/answer.tsx';
import { Say } from '../../parts/say.tsx';
import { Progress } from './progress.tsx';
import { TaskView } from './task.tsx';
import { BEFORE, TASKS } from './texts.ts';
import { WayChoice } from './ways.tsx';

/** Milliseconds: what arrives is ticked off within this time. */
const LOOK_EVERY = 5_000;

/** The steps that connect Entra, each ticked off by what really arrived. */
export const ConnectPage = (): ReactNode => (
  <Answer asked={useOverview(LOOK_EVERY)}>{(overview) => <Connect {...{ overview }} />}</Answer>
);

function Connect({ overview }: { readonly overview: Overview }): ReactNode {
  const [way, setWay] = useState<WayToSignIn>('token');
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={
            <>
              Five tasks in the Entra admin center, and <bdi>{overview.tenant.name}</bdi> gets its people from there.
            </>
          }
        >
          Connect Microsoft Entra ID
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Progress overview={overview} />
        <Container header={<Header variant="h2">Before you begin</Header>}>
          <SpaceBetween size="l">
            <ul className="plain">
              {BEFORE.map((text) => (
                <li key={text}>
                  <Say text={text} />
                </li>
              ))}
            </ul>
            {overview.waysToSignIn.length > 1 && <WayChoice {...{ way, setWay, ways: overview.waysToSignIn }} />}
          </SpaceBetween>
        </Container>
        {TASKS.map((task, index) => (
          <TaskView key={task.id} number={index + 1} {...{ task, way, overview }} />
        ))}
        <Box color="text-body-secondary">
          Rather run a script? <Link href={hrefOf('script')}>Do it for me</Link> has one with your values. Something
          does not work? <Link href={hrefOf('flow')}>Is it flowing?</Link> says why, and{' '}
          <Link href={hrefOf('questions')}>Questions</Link> has answers.
        </Box>
      </SpaceBetween>
    </ContentLayout>
  );
}
