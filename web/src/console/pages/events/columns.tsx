import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { hrefOf } from '../../../frame/route.ts';
import { eventName } from '../../../parts/events.ts';
import { Attributes } from '../../../parts/refused.tsx';
import type { Column } from '../../../parts/rows.tsx';
import { Given } from '../../../parts/say.tsx';
import { When } from '../../../parts/when.tsx';
import type { EventRow } from '../../api/types.ts';
import { BeforeThis, ResourceLink } from '../../parts/resource-link.tsx';
import { OURSELVES } from '../undo/texts.ts';

/** `labels`: what each credential is called, by its id. */
export const columnsOf = (tenant: string, labels: ReadonlyMap<string, string>): readonly Column<EventRow>[] => [
  { id: 'when', header: 'When', width: 190, cell: ({ time }) => <When time={time} /> },
  {
    id: 'what',
    header: 'What',
    cell: ({ event, attributes }) => (
      <>
        <strong>{eventName(event ?? '')}</strong>
        <Attributes names={attributes} />
      </>
    ),
  },
  { id: 'whom', header: 'Whom', width: 260, cell: (row) => <Whom tenant={tenant} row={row} /> },
  { id: 'by', header: 'By', width: 200, cell: (row) => <By {...{ tenant, row, labels }} /> },
  {
    id: 'before',
    header: 'Put back',
    width: 140,
    cell: ({ type, id, event, time }) =>
      type !== null && id !== null && <BeforeThis {...{ tenant, resource: { type, id }, event: event ?? '', time }} />,
  },
];

const Whom = ({ tenant, row: { type, id, name } }: { readonly tenant: string; readonly row: EventRow }): ReactNode =>
  type === null || id === null ? (
    <Given value={name} />
  ) : (
    <ResourceLink tenant={tenant} resource={{ type, id }} name={name} />
  );

interface ByProps {
  readonly tenant: string;
  readonly row: EventRow;
  readonly labels: ReadonlyMap<string, string>;
}

/** Who it was; from there what a credential did can be taken back. */
function By({ tenant, row: { by, time }, labels }: ByProps): ReactNode {
  if (by === undefined || OURSELVES.has(by)) return <Given value={by} />;
  return (
    <>
      <Link href={hrefOf(tenant, 'undo', { by, since: time })}>
        <Given value={labels.get(by) ?? by} />
      </Link>
      {labels.has(by) && (
        <div className="quiet">
          <Given value={by} />
        </div>
      )}
    </>
  );
}
