import type { ReactNode } from 'react';
import { Given } from './say.tsx';
import { When } from './when.tsx';

interface Refusing {
  readonly lastRefusal: { readonly at: string } | null;
  readonly refusals: readonly { readonly reason: string; readonly lastSeen: string }[];
}

/** What was refused last, each reason with its own time. */
export function Refusals({ of: { lastRefusal, refusals } }: { readonly of: Refusing }): ReactNode {
  if (refusals.length === 0) return <When time={lastRefusal?.at ?? null} />;
  return refusals.map(({ reason, lastSeen }) => (
    <div key={reason}>
      <When time={lastSeen} />
      <div className="quiet">
        <Given value={reason} />
      </div>
    </div>
  ));
}
