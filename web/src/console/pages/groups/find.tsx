import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { hrefOf, replaceRoute, useRoute } from '../../../frame/route.ts';
import { Answer } from '../../../parts/answer.tsx';
import { Rows } from '../../../parts/rows.tsx';
import { useAnswer } from '../../api/queries.ts';
import type { TenantPageProps } from '../../frame/pages.ts';
import { Look } from '../../parts/look.tsx';
import { groupColumns } from './deleted.tsx';
import { GROUPS } from './texts.ts';

/** Looks for a group when it is told to; what is looked for stands in the address. */
export function FindGroup({ tenant }: TenantPageProps): ReactNode {
  const asked = useRoute().parameters.get('search') ?? '';
  return (
    <SpaceBetween size="l">
      <Container>
        <Look
          label={GROUPS.find}
          hint={GROUPS.hint}
          action={GROUPS.button}
          asked={asked}
          onLook={(text) => replaceRoute(hrefOf(tenant, 'groups', text === '' ? {} : { search: text }))}
        />
      </Container>
      {asked !== '' && <Found tenant={tenant} text={asked} />}
    </SpaceBetween>
  );
}

const Found = ({ tenant, text }: { readonly tenant: string; readonly text: string }): ReactNode => (
  <Answer asked={useAnswer(tenant, 'group find', { group: text })}>
    {(groups) => (
      <Rows
        label={GROUPS.found}
        header={<Header variant="h2">{GROUPS.found}</Header>}
        columns={groupColumns(tenant)}
        items={groups}
        keyOf={({ id }) => id}
        empty={GROUPS.nobody}
      />
    )}
  </Answer>
);
