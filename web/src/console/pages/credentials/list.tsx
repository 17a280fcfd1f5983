import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { hrefOf } from '../../../frame/route.ts';
import { Rows, type Column } from '../../../parts/rows.tsx';
import { Given } from '../../../parts/say.tsx';
import { count, formatDay, formatNumber, When } from '../../../parts/when.tsx';
import type { CredentialView } from '../../api/types.ts';
import { Confirmed } from '../../parts/confirmed.tsx';
import type { Secret } from './secret.tsx';
import { CREDENTIAL_STATES, CREDENTIALS, KINDS } from './texts.ts';

interface CredentialListProps {
  readonly tenant: string;
  readonly credentials: readonly CredentialView[];
  readonly onMade: (secret: Secret) => void;
  readonly onDone: (text: string) => void;
}

const isLive = ({ state }: CredentialView): boolean => state === 'valid' || state === 'replaced';
const nameOf = ({ label, keyId }: CredentialView): string => label || keyId;

/** All of them; those that let somebody in first. */
export function CredentialList(props: CredentialListProps): ReactNode {
  const { credentials } = props;
  const inOrder = [...credentials.filter(isLive), ...credentials.filter((each) => !isLive(each))];
  return (
    <Rows
      label={CREDENTIALS.title}
      header={
        <Header variant="h2" counter={`(${formatNumber(credentials.length)})`}>
          All of them
        </Header>
      }
      columns={columnsOf(props)}
      items={inOrder}
      keyOf={({ keyId, secretId = '' }) => `${keyId} ${secretId}`}
      empty={CREDENTIALS.empty}
    />
  );
}

const columnsOf = (props: CredentialListProps): readonly Column<CredentialView>[] => [
  {
    id: 'label',
    header: 'What for',
    cell: (view) => (
      <>
        <Given value={nameOf(view)} />
        <div className="quiet">
          {KINDS[view.kind] ?? view.kind} <Given value={view.secretId ?? view.keyId} />
        </div>
      </>
    ),
  },
  {
    id: 'state',
    header: 'State',
    width: 170,
    cell: ({ state }) => (
      <StatusIndicator type={CREDENTIAL_STATES[state].type}>{CREDENTIAL_STATES[state].word}</StatusIndicator>
    ),
  },
  { id: 'scopes', header: 'May', cell: ({ scopes }) => scopes.join(', ') },
  { id: 'used', header: 'Last used', cell: ({ lastUsedAt }) => <When time={lastUsedAt ?? null} /> },
  {
    id: 'ends',
    header: 'Ends',
    cell: ({ expiresAt, daysLeft = 0 }) =>
      expiresAt === undefined ? (
        <span className="none">–</span>
      ) : (
        <>
          {formatDay(expiresAt)} <span className="quiet together">({count(daysLeft, 'day', 'days')})</span>
        </>
      ),
  },
  {
    id: 'do',
    header: 'Change',
    cell: (view) => (
      <SpaceBetween size="xxs">
        {isLive(view) && <Actions {...props} view={view} />}
        {view.kind !== 'setup-link' && (
          <Link href={hrefOf(props.tenant, 'undo', { by: view.keyId })}>{CREDENTIALS.did}</Link>
        )}
      </SpaceBetween>
    ),
  },
];

type ActionProps = CredentialListProps & { readonly view: CredentialView };

/** What can be done with one. The tokens of a federation end; itself it ends in the tenant file. */
const Actions = (props: ActionProps): ReactNode => (
  <SpaceBetween direction="horizontal" size="xs">
    {props.view.kind === 'bearer' && props.view.state === 'valid' && <RotateToken {...props} />}
    {props.view.kind === 'client-credentials' && <RotateClient {...props} />}
    <Revoke {...props} />
  </SpaceBetween>
);

const RotateToken = ({ tenant, view, onMade }: ActionProps): ReactNode => (
  <Confirmed
    tenant={tenant}
    command="token rotate"
    ask={{ keyId: view.keyId, overlap: '7d' }}
    action="Rotate"
    of={nameOf(view)}
    onDone={({ token, keyId }) => onMade({ what: `Token ${keyId}`, values: [['Secret token', token]] })}
  >
    {CREDENTIALS.rotate}
  </Confirmed>
);

const RotateClient = ({ tenant, view, onMade }: ActionProps): ReactNode => (
  <Confirmed
    tenant={tenant}
    command="client rotate"
    ask={{ clientId: view.keyId, overlap: '7d' }}
    action="Rotate"
    of={nameOf(view)}
    onDone={({ clientId, secret }) =>
      onMade({
        what: 'Another secret',
        values: [
          ['Client id', clientId],
          ['Client secret', secret],
        ],
      })
    }
  >
    {CREDENTIALS.rotate}
  </Confirmed>
);

const COMMANDS = {
  bearer: 'token revoke',
  'setup-link': 'setup-link revoke',
  federation: 'credential revoke',
} as const;

function Revoke({ tenant, view, onDone }: ActionProps): ReactNode {
  const of = nameOf(view);
  const meaning = view.kind === 'federation' ? CREDENTIALS.revokeTokens : CREDENTIALS.revoke;
  const warning = `${view.usedRecently ? `${CREDENTIALS.used} ` : ''}${meaning}`;
  const common = { tenant, of, action: 'Revoke', onDone: () => onDone(`Revoked: ${of}.`) };
  const { kind, keyId, secretId } = view;
  if (kind === 'client-credentials')
    return (
      <Confirmed {...common} command="client revoke" ask={{ clientId: keyId, ...(secretId && { secretId }) }}>
        {warning}
      </Confirmed>
    );
  if (kind !== 'bearer' && kind !== 'setup-link' && kind !== 'federation') return null;
  return (
    <Confirmed {...common} command={COMMANDS[kind]} ask={{ keyId }}>
      {warning}
    </Confirmed>
  );
}
