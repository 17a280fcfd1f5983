import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import { Answer } from '../../../parts/answer.tsx';
import { useAnswer } from '../../api/queries.ts';
import type { TenantPageProps } from '../../frame/pages.ts';
import { Done } from '../../parts/done.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Shown, type Secret } from '../credentials/secret.tsx';
import { WEBHOOKS } from './texts.ts';
import { Webhook } from './webhook.tsx';

/** How each webhook stands, and what can be done about it. */
export function WebhooksPage({ tenant }: TenantPageProps): ReactNode {
  const [done, setDone] = useState<string | null>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  const onMade = (next: Secret): void => {
    setDone(null);
    setSecret(next);
  };
  return (
    <PageFrame title={WEBHOOKS.title} description={WEBHOOKS.description}>
      <Done text={done} close={() => setDone(null)} />
      {secret !== null && <Shown secret={secret} close={() => setSecret(null)} />}
      <Answer asked={useAnswer(tenant, 'webhook list', {})}>
        {({ webhooks }) =>
          webhooks.length === 0 ? (
            <p>{WEBHOOKS.empty}</p>
          ) : (
            <SpaceBetween size="xxl">
              {webhooks.map((webhook) => (
                <Webhook key={webhook.name} {...{ tenant, webhook, onMade, onDone: setDone }} />
              ))}
            </SpaceBetween>
          )
        }
      </Answer>
    </PageFrame>
  );
}
