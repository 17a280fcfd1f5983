import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';

/** The same for a link that has ended, was revoked, is cut off or never was: who has none learns nothing from it. */
export function EndedPage(): ReactNode {
  return (
    <main className="alone">
      <Container header={<Header variant="h1">This link does not work</Header>}>
        <SpaceBetween size="s">
          <Box variant="p">
            It has ended, was withdrawn, or is not complete. Provisioning itself is not affected: what is connected goes
            on.
          </Box>
          <Box variant="p">
            Ask the person who sent it to you, at the vendor of the product that you connect, for another one. It takes
            them a minute. If you copied it from a mail, see first that you have all of it.
          </Box>
        </SpaceBetween>
      </Container>
    </main>
  );
}
