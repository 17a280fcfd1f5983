import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { Say } from '../../parts/say.tsx';
import { NOBODY } from './texts.ts';

/** What it can mean that somebody is not here. */
export const Nobody = (): ReactNode => (
  <SpaceBetween size="xs">
    {NOBODY.map((text) => (
      <div key={text}>
        <Say text={text} />
      </div>
    ))}
  </SpaceBetween>
);
