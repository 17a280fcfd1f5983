import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useActivity } from '../../api/queries.ts';
import type { ActivityRow } from '../../api/types.ts';
import { hrefOf } from '../../frame/route.ts';
import { Answer } from '../../parts/answer.tsx';
import { refusedTo } from '../../parts/reasons.ts';
import { Refused } from '../../parts/refused.tsx';
import { Given, Say } from '../../parts/say.tsx';
import { formatDay, When } from '../../parts/when.tsx';
import { MAY_MEAN, NOBODY } from './texts.ts';

/** Why somebody is not here: erased, refused, or never arrived. `who` is what was looked for. */
export function Nobody({ who }: { readonly who: string }): ReactNode {
  const asked = useActivity({ person: who, result: 'refused' });
  return (
    <SpaceBetween size="m">
      <div>Nobody like that is here.</div>
      <Answer asked={asked}>
        {({ pages: [page] }) => page && <Known who={who} rows={page.rows} about={page.about} />}
      </Answer>
    </SpaceBetween>
  );
}

interface KnownProps {
  readonly who: string;
  readonly rows: readonly ActivityRow[];
  readonly about: { readonly id: string | null; readonly erasedAt: string | null } | null;
}

function Known({ who, rows: [last, ...others], about }: KnownProps): ReactNode {
  const erasedAt = about?.erasedAt ?? null;
  if (about && about.id !== null && erasedAt === null)
    return (
      <Link href={hrefOf('people', about.id)}>
        Somebody is here whose account name, address or id is exactly <Given value={who} />
      </Link>
    );
  return (
    <SpaceBetween size="s">
      {erasedAt !== null && (
        <div>
          <strong>Erased on {formatDay(erasedAt)}.</strong> The person left, and the time for which the data is kept had
          passed, or the erasure was asked for. If the person is assigned again, Entra creates it anew.
        </div>
      )}
      {last && (
        <div>
          <strong>{refusedTo(last)}</strong>, last <When time={last.time} />
          <Refused row={last} />
          {others.length > 0 && (
            <Link href={hrefOf('activity', undefined, { person: who })}>What else happened to it</Link>
          )}
        </div>
      )}
      {erasedAt === null && !last && <Unknown who={who} />}
    </SpaceBetween>
  );
}

/** Nothing is known of exactly this. */
const Unknown = ({ who }: { readonly who: string }): ReactNode => (
  <SpaceBetween size="xs">
    <div>
      In the last 30 days nothing was refused about, and nobody was erased whose account name, address or id is exactly{' '}
      <Given value={who} />. {MAY_MEAN}
    </div>
    {NOBODY.map((text) => (
      <div key={text}>
        <Say text={text} />
      </div>
    ))}
  </SpaceBetween>
);
