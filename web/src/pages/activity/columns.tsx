import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { ActivityRow } from '../../api/types.ts';
import { hrefOf } from '../../frame/route.ts';
import { eventName, madeBy } from '../../parts/events.ts';
import { Attributes, Refused } from '../../parts/refused.tsx';
import { refusedTo } from '../../parts/reasons.ts';
import type { Column } from '../../parts/rows.tsx';
import { Given } from '../../parts/say.tsx';
import { count, When } from '../../parts/when.tsx';
import { typeName } from './texts.ts';

export const COLUMNS: readonly Column<ActivityRow>[] = [
  { id: 'when', header: 'When', width: 190, cell: ({ time }) => <When time={time} /> },
  { id: 'whom', header: 'Whom', width: 240, cell: (row) => <Whom row={row} /> },
  {
    id: 'result',
    header: 'Result',
    width: 130,
    cell: ({ result }) => (
      <StatusIndicator type={result === 'done' ? 'success' : 'error'}>
        {result === 'done' ? 'Done' : 'Refused'}
      </StatusIndicator>
    ),
  },
  { id: 'what', header: 'What', cell: (row) => <What row={row} /> },
];

/** Whom it was about: the kind alone for a link that may not know more. */
function Whom({ row }: { readonly row: ActivityRow }): ReactNode {
  const { id, type, name, externalId } = row;
  const shown = <Given value={name ?? externalId ?? id} />;
  return (
    <>
      {typeName(row) !== '' && <div className="quiet">{typeName(row)}</div>}
      {id !== null && type === 'User' ? <Link href={hrefOf('people', id)}>{shown}</Link> : shown}
    </>
  );
}

function What({ row }: { readonly row: ActivityRow }): ReactNode {
  if (row.leftOut !== undefined)
    return `At least ${count(row.leftOut, 'more request was', 'more requests were')} refused in this minute; they are not listed.`;
  if (row.event === null)
    return (
      <>
        <strong>{refusedTo(row)}</strong>
        <Refused row={row} />
      </>
    );
  const by = madeBy(row);
  return (
    <>
      <strong>{eventName(row.event)}</strong>
      {by !== null && ` ${by}`}
      <Attributes names={row.attributes} />
    </>
  );
}
