import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { hrefOf } from '../../../frame/route.ts';
import { Answer } from '../../../parts/answer.tsx';
import { Rows, type Column } from '../../../parts/rows.tsx';
import { Given } from '../../../parts/say.tsx';
import { formatNumber, When } from '../../../parts/when.tsx';
import { useAnswer } from '../../api/queries.ts';
import type { GroupReport } from '../../api/types.ts';
import { RestoreGroup } from './restore.tsx';
import { GROUPS } from './texts.ts';

interface DeletedGroupsProps {
  readonly tenant: string;
  readonly onDone: (text: string) => void;
}

/** Deleted groups, which can be brought back. */
export const DeletedGroups = ({ tenant, onDone }: DeletedGroupsProps): ReactNode => (
  <Answer asked={useAnswer(tenant, 'group list', {})}>
    {(groups) => (
      <Rows
        label={GROUPS.deleted}
        header={
          <Header variant="h2" counter={`(${formatNumber(groups.length)})`} description={GROUPS.lastFirst}>
            {GROUPS.deleted}
          </Header>
        }
        columns={[
          ...groupColumns(tenant),
          {
            id: 'do',
            header: 'Change',
            cell: (group) => <RestoreGroup tenant={tenant} group={group} onDone={onDone} />,
          },
        ]}
        items={groups}
        keyOf={({ id }) => id}
        empty={GROUPS.empty}
      />
    )}
  </Answer>
);

/** What is told of a group in a list. */
export const groupColumns = (tenant: string): readonly Column<GroupReport>[] => [
  {
    id: 'name',
    header: 'Name',
    cell: ({ id, displayName }) => (
      <Link href={hrefOf(tenant, 'groups', { group: id })}>
        <Given value={displayName ?? id} />
      </Link>
    ),
  },
  { id: 'deleted', header: 'Deleted', cell: ({ deletedAt }) => <When time={deletedAt ?? null} none="–" /> },
  { id: 'due', header: 'Will be erased', cell: ({ purgeAfter }) => <When time={purgeAfter ?? null} none="–" /> },
];
