import type { ReactNode } from 'react';
import { hrefOf, useRoute } from '../../../frame/route.ts';
import { Answer } from '../../../parts/answer.tsx';
import { useAnswer } from '../../api/queries.ts';
import type { GroupReport, RestoredGroupTo } from '../../api/types.ts';
import { AsItWas, Differs } from '../../parts/as-it-was.tsx';
import { ConfirmedRounds } from '../../parts/confirmed-rounds.tsx';
import type { Rounds } from '../../parts/use-rounds.ts';
import { farText, GROUPS, membersText, restoredToText } from './texts.ts';

interface RestoreToProps {
  readonly tenant: string;
  readonly group: GroupReport;
  readonly onDone: (text: string) => void;
}

/** Makes a group what it was at a time, which stands in the address. */
export function RestoreTo({ tenant, group, onDone }: RestoreToProps): ReactNode {
  const to = useRoute().parameters.get('to');
  return (
    <AsItWas to={to} hrefTo={(time) => hrefOf(tenant, 'groups', { group: group.id, to: time })}>
      {to !== null && <Then {...{ tenant, group, onDone, to }} />}
    </AsItWas>
  );
}

function Then({ tenant, group: { id, displayName = id }, onDone, to }: RestoreToProps & { readonly to: string }) {
  return (
    <Answer asked={useAnswer(tenant, 'group restore-to', { group: id, to, dryRun: true })}>
      {(would) => (
        <Differs
          {...would}
          moment={would.moment}
          others={membersText(would)}
          action={
            <ConfirmedRounds
              tenant={tenant}
              rounds={restoring(id, to)}
              action="Restore to then"
              of={displayName}
              isPrimary
              far={farText}
              onDone={(restored) => onDone(restoredToText(displayName, restored))}
            >
              {GROUPS.restoreTo}
            </ConfirmedRounds>
          }
        />
      )}
    </Answer>
  );
}

/** One round moves as many members as one request may. */
const restoring = (group: string, to: string): Rounds<RestoredGroupTo> => ({
  round: async (run, before) => {
    const next = await run('group restore-to', { group, to });
    if (before === null) return next;
    const { changed, joined, removed } = before;
    return { ...next, changed, joined: joined + next.joined, removed: removed + next.removed };
  },
  goesOn: ({ left }) => left > 0,
});
