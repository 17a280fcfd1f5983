import type { ReactNode } from 'react';
import type { PersonPage } from '../../api/types.ts';
import { Given } from '../../parts/say.tsx';

/** A field of a person: its value, what it is made of, and why it is empty or not as expected. */
export function FieldRead({ read }: { readonly read: PersonPage['read'][number] }): ReactNode {
  const { value, raw, from, why } = read;
  return (
    <>
      <Given value={value} />
      {from.map(({ path, source }) => (
        <div key={path} className="quiet origin">
          from <Given value={source === null || source === path ? path : `${source}, mapped onto ${path}`} />
        </div>
      ))}
      {raw !== null && raw !== value && (
        <div className="quiet origin">
          sent as <Given value={raw} />
        </div>
      )}
      {why !== null && <div className="quiet origin">{why}</div>}
    </>
  );
}
