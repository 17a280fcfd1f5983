import type { ReactNode } from 'react';
import type { ActivityRow } from '../api/types.ts';
import { reasonOf } from './reasons.ts';
import { Given, Say } from './say.tsx';

/** Why something was refused, what to do, and by which ids the request is found in the logs. */
export function Refused({ row }: { readonly row: ActivityRow }): ReactNode {
  const { why, fix } = reasonOf(row);
  const { clientRequestId, requestId } = row;
  return (
    <div className="refused">
      <div>
        <Say text={why} />
      </div>
      <Attributes names={row.attributes} />
      <div>
        <strong>What to do:</strong> <Say text={fix} />
      </div>
      {clientRequestId !== undefined && (
        <div className="quiet">
          Entra’s request <Given value={clientRequestId} />
        </div>
      )}
      {requestId !== undefined && (
        <div className="quiet">
          our request <Given value={requestId} />
        </div>
      )}
    </div>
  );
}

/** Names of attributes. */
export const Attributes = ({ names }: { readonly names: readonly string[] }): ReactNode =>
  names.length > 0 && (
    <div className="changed">
      {names.map((name) => (
        <code key={name} className="value">
          <Given value={name} />
        </code>
      ))}
    </div>
  );
