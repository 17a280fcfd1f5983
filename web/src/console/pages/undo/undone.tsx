import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { Attributes } from '../../../parts/refused.tsx';
import type { Column } from '../../../parts/rows.tsx';
import { Given } from '../../../parts/say.tsx';
import type * as Undo from '../../api/types.ts';
import { PagedRows } from '../../parts/paged-rows.tsx';
import { ResourceLink } from '../../parts/resource-link.tsx';
import { keyOf } from './rounds.ts';
import { RESULTS, summaryText, UNDO } from './texts.ts';

interface UndoneProps {
  readonly tenant: string;
  readonly undone: readonly Undo.Undone[];
  /** What is so, or what would be. */
  readonly which: 'is' | 'would';
}

/** What became, or would become, of each; what cannot be taken back first. */
export const Undone = ({ tenant, undone, which }: UndoneProps): ReactNode => (
  <PagedRows
    label={which === 'is' ? UNDO.became : UNDO.previewed}
    header={
      <Header variant="h2" description={which === 'is' ? summaryText(undone, which) : UNDO.previewHint}>
        {which === 'is' ? UNDO.became : UNDO.previewed}
      </Header>
    }
    columns={columnsOf(tenant, which)}
    items={undone.toSorted((a, b) => Number(b.result === 'failed') - Number(a.result === 'failed'))}
    keyOf={keyOf}
    empty={UNDO.nothing}
  />
);

const columnsOf = (tenant: string, which: UndoneProps['which']): readonly Column<Undo.Undone>[] => [
  { id: 'what', header: 'Who or what', cell: (each) => <ResourceLink tenant={tenant} resource={each} /> },
  {
    id: 'result',
    header: 'Result',
    cell: ({ result }) => <StatusIndicator type={RESULTS[result].type}>{RESULTS[result][which]}</StatusIndicator>,
  },
  {
    id: 'changed',
    header: 'What is put back',
    cell: ({ changed = [], reason }) =>
      reason === undefined ? <Attributes names={changed} /> : <Given value={reason} />,
  },
];
