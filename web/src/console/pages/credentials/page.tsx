import { useState, type ReactNode } from 'react';
import { Answer } from '../../../parts/answer.tsx';
import { useAnswer } from '../../api/queries.ts';
import type { TenantPageProps } from '../../frame/pages.ts';
import { Done } from '../../parts/done.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { CredentialList } from './list.tsx';
import { Make } from './make.tsx';
import { Shown, type Secret } from './secret.tsx';
import { CREDENTIALS } from './texts.ts';

/** Tokens, clients, trusts and links: made, rotated and revoked. */
export function CredentialsPage({ tenant }: TenantPageProps): ReactNode {
  const [done, setDone] = useState<string | null>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  const made = (next: Secret): void => {
    setDone(null);
    setSecret(next);
  };
  return (
    <PageFrame title={CREDENTIALS.title} description={CREDENTIALS.description}>
      <Done text={done} close={() => setDone(null)} />
      {secret !== null && <Shown secret={secret} close={() => setSecret(null)} />}
      <Make tenant={tenant} onMade={made} />
      <Answer asked={useAnswer(tenant, 'credential list', {})}>
        {(credentials) => <CredentialList {...{ tenant, credentials, onMade: made, onDone: setDone }} />}
      </Answer>
    </PageFrame>
  );
}
