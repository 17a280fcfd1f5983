import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { Finding } from '../../api/types.ts';
import { Outside } from '../../parts/outside.tsx';
import { PORTAL } from '../../parts/portal.ts';
import { Given } from '../../parts/say.tsx';
import { withTimes } from '../../parts/when.tsx';

const SIGNS: Readonly<
  Record<Finding['severity'], { readonly type: StatusIndicatorProps.Type; readonly word: string }>
> = {
  broken: { type: 'error', word: 'Stops it' },
  attention: { type: 'warning', word: 'Needs a look' },
  info: { type: 'info', word: 'Good to know' },
};

const WAS = { type: 'info', word: 'It was so' } as const;

/** What was found, the worst first, each with its cause and what to do. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  return (
    <SpaceBetween size="l">
      {findings.map((finding) => (
        <FindingView key={finding.id} finding={finding} />
      ))}
    </SpaceBetween>
  );
}

function FindingView({ finding }: { readonly finding: Finding }): ReactNode {
  const { severity, was, title, evidence, cause, fix } = finding;
  const { type, word } = was ? WAS : SIGNS[severity];
  return (
    <Container
      header={
        <Header variant="h2" actions={<StatusIndicator type={type}>{word}</StatusIndicator>}>
          <Given value={title} />
        </Header>
      }
    >
      <SpaceBetween size="s">
        <dl className="finding">
          <dt>What to do</dt>
          <dd>
            <Given value={sentence(fix)} />
          </dd>
          <dt>Why</dt>
          <dd>
            <Given value={sentence(cause)} />
          </dd>
          <dt>Seen</dt>
          <dd>
            <Given value={sentence(withTimes(evidence))} />
          </dd>
        </dl>
        {fix.includes('Enterprise apps') && <Outside href={PORTAL.applications}>Open Enterprise apps</Outside>}
      </SpaceBetween>
    </Container>
  );
}

/** The doctor writes what follows a colon; here it stands by itself. The name of an attribute stays as it is. */
const sentence = (text: string): string => {
  const first = /^[a-z](?=[a-z]*[ ,:])/.exec(text)?.[0] ?? '';
  return `${first.toUpperCase()}${text.slice(first.length)}${/[.!?]$/.test(text) ? '' : '.'}`;
};
