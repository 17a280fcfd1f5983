import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { hrefOf, replaceRoute, useRoute } from '../../../frame/route.ts';
import { ENOUGH, STATES } from '../../../pages/people/texts.ts';
import { Answer } from '../../../parts/answer.tsx';
import { Rows, type Column } from '../../../parts/rows.tsx';
import { Given } from '../../../parts/say.tsx';
import { useAnswer } from '../../api/queries.ts';
import type { FoundUser } from '../../api/types.ts';
import type { TenantPageProps } from '../../frame/pages.ts';
import { Look } from '../../parts/look.tsx';
import { PEOPLE } from './texts.ts';

/** Looks for people when it is told to; what is looked for stands in the address. */
export function Find({ tenant }: TenantPageProps): ReactNode {
  const asked = useRoute().parameters.get('search') ?? '';
  return (
    <SpaceBetween size="l">
      <Container>
        <Look
          label={PEOPLE.find}
          hint={PEOPLE.hint}
          action={PEOPLE.button}
          asked={asked}
          isEnough={(text) => ENOUGH.test(text)}
          onLook={(text) => replaceRoute(hrefOf(tenant, 'people', text === '' ? {} : { search: text }))}
        />
      </Container>
      {ENOUGH.test(asked) && <Found tenant={tenant} text={asked} />}
    </SpaceBetween>
  );
}

function Found({ tenant, text }: { readonly tenant: string; readonly text: string }): ReactNode {
  return (
    <SpaceBetween size="l">
      <Link href={hrefOf(tenant, 'people', { user: text })}>
        {PEOPLE.exact}: <Given value={text} />
      </Link>
      <Answer asked={useAnswer(tenant, 'user search', { text })}>
        {({ users, more }) => (
          <Rows
            label={PEOPLE.title}
            header={<Header variant="h2">Found</Header>}
            columns={columnsOf(tenant)}
            items={users}
            keyOf={({ id }) => id}
            empty={PEOPLE.nobody}
            footer={more && <div className="quiet">{PEOPLE.more}</div>}
          />
        )}
      </Answer>
    </SpaceBetween>
  );
}

const columnsOf = (tenant: string): readonly Column<FoundUser>[] => [
  {
    id: 'name',
    header: 'Name',
    cell: ({ id, userName, fields }) => (
      <Link href={hrefOf(tenant, 'people', { user: id })}>
        <Given value={fields['name'] ?? userName ?? id} />
      </Link>
    ),
  },
  { id: 'account', header: 'Account name', cell: ({ userName }) => <Given value={userName} /> },
  {
    id: 'state',
    header: 'State',
    cell: ({ state }) => <StatusIndicator type={STATES[state].type}>{STATES[state].word}</StatusIndicator>,
  },
];
