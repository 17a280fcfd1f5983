import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useMade } from '../../api/queries.ts';
import type { Overview, WayToSignIn } from '../../api/types.ts';
import { Copyable } from '../../parts/copyable.tsx';
import { Credentials } from './credentials.tsx';

/** What goes into which field of the portal; `null` is made below, or comes from somebody else. */
type Entry = readonly [field: string, value: string | null, instead: string];

/** The values for the fields of the portal, each with a button that copies it, and the place where secrets are made. */
export function ToEnter({ way, overview }: { readonly way: WayToSignIn; readonly overview: Overview }): ReactNode {
  const { may } = overview.link;
  const { data: made } = useMade();
  const secret = made?.kind === way ? made : null;
  return (
    <div className="to-enter">
      <SpaceBetween size="m">
        <Box variant="h3">What to enter</Box>
        <dl className="entries">
          {entriesOf(way, overview, secret).map(([field, value, instead]) => (
            <div key={field}>
              <dt>{field}</dt>
              <dd>
                {value === null ? <span className="quiet">{instead}</span> : <Copyable value={value} name={field} />}
              </dd>
            </div>
          ))}
        </dl>
        {way === 'federation' ? null : may.tokens ? (
          <Credentials kind={way} />
        ) : (
          <Box color="text-body-secondary">
            Your link does not make secrets. Whoever sent it to you sends you{' '}
            {way === 'token' ? 'the secret token' : 'client id and secret'}, too, or makes a link that may.
          </Box>
        )}
      </SpaceBetween>
    </div>
  );
}

function entriesOf(
  way: WayToSignIn,
  { tenant, link }: Overview,
  made: { readonly secret: string; readonly clientId?: string } | null,
): readonly Entry[] {
  const missing = link.may.tokens ? 'Make it below' : 'You get it from whoever sent you the link';
  const address: Entry = ['Tenant URL', tenant.tenantUrl, ''];
  const endpoint: Entry = ['OAuth token endpoint', tenant.tokenUrl, ''];
  switch (way) {
    case 'token':
      return [address, ['Secret token', made?.secret ?? null, missing]];
    case 'client':
      return [
        address,
        endpoint,
        ['Client ID', made?.clientId ?? null, missing],
        ['Client secret', made?.secret ?? null, missing],
        ['How credentials are sent', null, 'Header, Body or Both: each works'],
        ['OAuth 2.0 scopes', 'scim', ''],
      ];
    case 'federation':
      return [
        address,
        endpoint,
        ['Client ID', tenant.federation?.clientId ?? null, 'You get it from whoever sent you the link'],
      ];
  }
}
