import type { ReactNode } from 'react';
import { hrefOf, useRoute } from '../../../frame/route.ts';
import { Answer } from '../../../parts/answer.tsx';
import { useAnswer } from '../../api/queries.ts';
import type { UserReport } from '../../api/types.ts';
import { AsItWas, Differs } from '../../parts/as-it-was.tsx';
import { Confirmed } from '../../parts/confirmed.tsx';
import { PEOPLE } from './texts.ts';

interface RestoreToProps {
  readonly tenant: string;
  readonly report: UserReport;
  readonly onDone: (text: string) => void;
}

/** Makes a person what it was at a time, which stands in the address. */
export function RestoreTo({ tenant, report, onDone }: RestoreToProps): ReactNode {
  const to = useRoute().parameters.get('to');
  return (
    <AsItWas to={to} hrefTo={(time) => hrefOf(tenant, 'people', { user: report.id, to: time })}>
      {to !== null && <Then {...{ tenant, report, onDone, to }} />}
    </AsItWas>
  );
}

function Then({ tenant, report, onDone, to }: RestoreToProps & { readonly to: string }): ReactNode {
  const { id, userName = id } = report;
  return (
    <Answer asked={useAnswer(tenant, 'user restore-to', { user: id, to, dryRun: true })}>
      {(would) => (
        <Differs
          {...would}
          by={would.by}
          action={
            <Confirmed
              tenant={tenant}
              command="user restore-to"
              ask={{ user: id, to }}
              action="Restore to then"
              of={userName}
              isPrimary
              onDone={({ changed }) => onDone(`${userName} is as it was: ${changed.join(', ') || 'nothing differed'}.`)}
            >
              {PEOPLE.restoreTo}
            </Confirmed>
          }
        />
      )}
    </Answer>
  );
}
