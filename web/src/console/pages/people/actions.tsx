import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState, type ReactNode } from 'react';
import { Problem } from '../../../parts/problem.tsx';
import { useRun } from '../../api/queries.ts';
import type { UserReport } from '../../api/types.ts';
import { Confirmed } from '../../parts/confirmed.tsx';
import { PEOPLE } from './texts.ts';

interface ActionsProps {
  readonly tenant: string;
  readonly report: UserReport;
  readonly onDone: (text: string) => void;
}

/** What may be done with a person as it stands; the service refuses what may not. */
export function PersonActions({ tenant, report, onDone }: ActionsProps): ReactNode {
  const { id, userName: of = id, state, hold } = report;
  if (state === 'erased') return null;
  const common = { tenant, of, ask: { user: id } };
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {state !== 'active' && (
        <Confirmed
          {...common}
          command="user restore"
          action="Restore"
          onDone={() => onDone(`${of} is back as before.`)}
        >
          {PEOPLE.restore}
        </Confirmed>
      )}
      {hold === undefined ? (
        <Hold {...{ tenant, report, onDone }} />
      ) : (
        <Confirmed
          {...common}
          command="user lift"
          action="Lift hold"
          onDone={() => onDone('The legal hold has ended.')}
        >
          {PEOPLE.lift}
        </Confirmed>
      )}
      {hold === undefined && (
        <Confirmed
          {...common}
          command="user erase"
          action="Erase"
          typed={{ value: of, what: PEOPLE.account }}
          onDone={() => onDone('It is erased.')}
        >
          {PEOPLE.erase}
        </Confirmed>
      )}
    </SpaceBetween>
  );
}

/** A legal hold needs a reason, and can be taken back: it is asked for in place. */
function Hold({ tenant, report: { id, userName = id }, onDone }: ActionsProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const run = useRun(tenant, 'user hold');
  if (!isOpen)
    return (
      <Button ariaLabel={`Legal hold: ${userName}`} onClick={() => setOpen(true)}>
        Legal hold
      </Button>
    );
  return (
    <SpaceBetween size="xs">
      <FormField label={PEOPLE.reason} description={PEOPLE.hold} stretch>
        <Input value={reason} onChange={({ detail }) => setReason(detail.value)} />
      </FormField>
      {run.error !== null && <Problem failure={run.error} />}
      <SpaceBetween direction="horizontal" size="xs">
        <Button onClick={() => setOpen(false)}>Cancel</Button>
        <Button
          variant="primary"
          loading={run.isPending}
          disabled={reason.trim() === ''}
          onClick={() =>
            run.mutate(
              { user: id, reason: reason.trim() },
              { onSuccess: () => onDone(`${userName} is on legal hold.`) },
            )
          }
        >
          Hold
        </Button>
      </SpaceBetween>
    </SpaceBetween>
  );
}
