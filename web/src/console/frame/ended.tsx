import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { Say } from '../../parts/say.tsx';
import { ENDED } from './texts.ts';

/** For an address without the key of this start. */
export const EndedPage = (): ReactNode => (
  <main className="alone">
    <Container header={<Header variant="h1">{ENDED.header}</Header>}>
      <SpaceBetween size="s">
        <Box variant="p">{ENDED.text}</Box>
        <Box variant="p">
          <Say text={ENDED.help} />
        </Box>
      </SpaceBetween>
    </Container>
  </main>
);
