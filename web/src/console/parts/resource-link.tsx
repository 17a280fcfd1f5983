import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { hrefOf } from '../../frame/route.ts';
import { typeName } from '../../pages/activity/texts.ts';
import { Given } from '../../parts/say.tsx';
import type { Resource } from '../api/types.ts';

/** Where each type has a page, and by which parameter; others have none. */
const PAGES: Readonly<Record<string, readonly [page: string, parameter: string]>> = {
  User: ['people', 'user'],
  Group: ['groups', 'group'],
};

function hrefOfResource(tenant: string, { type, id }: Resource, more: Readonly<Record<string, string>> = {}) {
  const [page, parameter] = PAGES[type] ?? [];
  return page === undefined || parameter === undefined ? null : hrefOf(tenant, page, { [parameter]: id, ...more });
}

interface ResourceLinkProps {
  readonly tenant: string;
  readonly resource: Resource;
  /** What it is called, where that is known. */
  readonly name?: string | null;
}

/** A person or a group, with the way to its page. */
export function ResourceLink({ tenant, resource, name }: ResourceLinkProps): ReactNode {
  const href = hrefOfResource(tenant, resource);
  const shown = <Given value={name ?? resource.id} />;
  return (
    <>
      <div className="quiet">{typeName(resource)}</div>
      {href === null ? shown : <Link href={href}>{shown}</Link>}
    </>
  );
}

interface BeforeThisProps {
  readonly tenant: string;
  readonly resource: Resource;
  /** As in "user.updated", and when it was. */
  readonly event: string;
  readonly time: string;
}

/** The way to a look at how something was before a change; there is none before it was created. */
export function BeforeThis({ tenant, resource, event, time }: BeforeThisProps): ReactNode {
  const href = /\.(?:created|erased)$/.test(event) ? null : hrefOfResource(tenant, resource, { to: time });
  return href === null ? <span className="none">–</span> : <Link href={href}>As before this</Link>;
}
