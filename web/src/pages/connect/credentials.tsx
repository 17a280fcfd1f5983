import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import { useCredentials, useEnd, useMade, useMake } from '../../api/queries.ts';
import type { MadeCredential } from '../../api/types.ts';
import { Problem } from '../../parts/problem.tsx';
import { formatDay, When } from '../../parts/when.tsx';

/** How many secrets one link can have alive. */
const MOST = 3;
const NAMES = { token: 'secret token', client: 'client secret' } as const;

/** Makes a secret and shows it once; lists those that this link has made, and ends them. */
export function Credentials({ kind }: { readonly kind: 'token' | 'client' }): ReactNode {
  const { data: living = [] } = useCredentials(true);
  const { data: made } = useMade();
  const make = useMake();
  const name = NAMES[kind];
  const isShown = made?.kind === kind;
  return (
    <SpaceBetween size="s">
      {make.error !== null && <Problem failure={make.error} />}
      {isShown ? (
        <Alert type="success" header={`Your ${name} is made`}>
          Copy it into Entra now: it is shown this once, only to you, and nobody can show it again. It is good until{' '}
          {formatDay(made.endsAt)}.
        </Alert>
      ) : (
        <div className="make">
          <Button
            variant="primary"
            loading={make.isPending}
            disabled={living.length >= MOST}
            onClick={() => make.mutate(kind)}
          >
            Make a {name}
          </Button>
          <span className="quiet">
            {living.length >= MOST
              ? `${MOST} secrets of this link are alive, which is the most. End one that is not used.`
              : 'Made here and shown once. Whoever sent you the link never sees it.'}
          </span>
        </div>
      )}
      {living.length > 0 && <Living living={living} />}
    </SpaceBetween>
  );
}

function Living({ living }: { readonly living: readonly MadeCredential[] }): ReactNode {
  return (
    <div>
      <Box variant="h4">Made from this link</Box>
      <ul className="living">
        {living.map((credential) => (
          <LivingRow key={credential.keyId} credential={credential} />
        ))}
      </ul>
    </div>
  );
}

/** Ending asks once more, in the same place: what Entra still uses is refused from then on. */
function LivingRow({ credential }: { readonly credential: MadeCredential }): ReactNode {
  const { keyId, kind, createdAt, endsAt, lastUsedAt } = credential;
  const [isAsking, setAsking] = useState(false);
  const end = useEnd();
  return (
    <li>
      <div>
        <strong>{kind === 'token' ? 'Secret token' : 'OAuth client'}</strong> of <When time={createdAt} />, good until{' '}
        {formatDay(endsAt)}
        <div className="quiet">
          last used: <When time={lastUsedAt} none="not yet" />
        </div>
        {end.error !== null && <Problem failure={end.error} />}
      </div>
      {isAsking ? (
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={() => setAsking(false)}>Keep it</Button>
          <Button variant="primary" loading={end.isPending} onClick={() => end.mutate(keyId)}>
            End it for good
          </Button>
        </SpaceBetween>
      ) : (
        <Button onClick={() => setAsking(true)} ariaLabel={`End the credential made ${formatDay(createdAt)}`}>
          End
        </Button>
      )}
    </li>
  );
}
