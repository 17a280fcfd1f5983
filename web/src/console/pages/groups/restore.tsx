import type { ReactNode } from 'react';
import type { GroupReport } from '../../api/types.ts';
import { Confirmed } from '../../parts/confirmed.tsx';
import { GROUPS } from './texts.ts';

interface RestoreGroupProps {
  readonly tenant: string;
  readonly group: GroupReport;
  readonly onDone: (text: string) => void;
}

/** Takes a DELETE back. */
export const RestoreGroup = ({ tenant, group: { id, displayName = id }, onDone }: RestoreGroupProps): ReactNode => (
  <Confirmed
    tenant={tenant}
    command="group restore"
    ask={{ group: id }}
    action="Restore"
    of={displayName}
    onDone={() => onDone(`The group ${displayName} is back.`)}
  >
    {GROUPS.restore}
  </Confirmed>
);
