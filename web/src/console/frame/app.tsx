import AppLayoutToolbar from '@cloudscape-design/components/app-layout-toolbar';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import { Suspense, useEffect, useState, type ReactNode } from 'react';
import { useDoor } from '../../door/door.ts';
import { Boundary } from '../../frame/boundary.tsx';
import { hrefOf, useRoute } from '../../frame/route.ts';
import icon from '../../icon.svg';
import { Loading } from '../../parts/answer.tsx';
import { ServerTime } from '../../parts/now.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useIsNarrow } from '../../parts/screen.ts';
import { useTenants } from '../api/queries.ts';
import type { TenantRow } from '../api/types.ts';
import { TenantsPage } from '../pages/tenants/page.tsx';
import { EndedPage } from './ended.tsx';
import { PAGES } from './pages.ts';
import { NAVIGATION, titleOf } from './texts.ts';

/** Everything: all tenants, or a page of one of them, once it is known that the address works. */
export function ConsoleApp(): ReactNode {
  const { secret } = useDoor();
  const { data, dataUpdatedAt, error, refetch } = useTenants();
  if (secret === null || error?.kind === 'ended' || error?.kind === 'forbidden') return <EndedPage />;
  if (data !== undefined) return <Frame tenants={data} at={dataUpdatedAt} />;
  return (
    <main className="alone">
      {error === null ? <Loading /> : <Problem failure={error} retry={() => void refetch()} />}
    </main>
  );
}

interface FrameProps {
  readonly tenants: readonly TenantRow[];
  /** When they came, in milliseconds. */
  readonly at: number;
}

function Frame({ tenants, at }: FrameProps): ReactNode {
  const route = useRoute();
  const isNarrow = useIsNarrow();
  const [isOpen, setOpen] = useState(!isNarrow);
  const row = tenants.find(({ name }) => name === route.page);
  const tenant = row?.name ?? null;
  const current = tenant === null ? null : (PAGES.find(({ id }) => id === route.rest) ?? PAGES[0]);
  const title = titleOf(current?.title, tenant);
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <AppLayoutToolbar
      navigationOpen={isOpen}
      onNavigationChange={({ detail }) => setOpen(detail.open)}
      navigation={
        <Navigation
          tenant={tenant}
          tenants={tenants}
          current={current?.id ?? ''}
          onChosen={() => {
            if (isNarrow) setOpen(false);
          }}
        />
      }
      navigationWidth={240}
      toolsHide
      breadcrumbs={<Brand />}
      maxContentWidth={1200}
      ariaLabels={{
        navigation: 'Pages',
        navigationToggle: 'Open the list of pages',
        navigationClose: 'Close the list of pages',
      }}
      content={
        <Boundary key={`${tenant ?? ''}/${current?.id ?? ''}`}>
          <Suspense fallback={<Loading />}>
            {tenant === null || current === null ? (
              <TenantsPage tenants={tenants} />
            ) : (
              <ServerTime now={row?.now ?? null} at={at}>
                <current.View key={tenant} tenant={tenant} />
              </ServerTime>
            )}
          </Suspense>
        </Boundary>
      }
    />
  );
}

const Brand = (): ReactNode => (
  <div className="brand">
    <img src={icon} alt="" width="20" height="20" />
    {NAVIGATION.brand}
  </div>
);

interface NavigationProps {
  readonly tenant: string | null;
  readonly tenants: readonly TenantRow[];
  readonly current: string;
  readonly onChosen: () => void;
}

function Navigation({ tenant, tenants, current, onChosen }: NavigationProps): ReactNode {
  const all = { type: 'link' as const, text: NAVIGATION.all, href: '#/' };
  const items =
    tenant === null
      ? [all, ...tenants.map(({ name }) => ({ type: 'link' as const, text: name, href: hrefOf(name) }))]
      : [
          ...PAGES.map(({ id, title }) => ({ type: 'link' as const, text: title, href: hrefOf(tenant, id) })),
          { type: 'divider' as const },
          all,
        ];
  return (
    <SideNavigation
      header={{ text: tenant ?? NAVIGATION.header, href: tenant === null ? '#/' : hrefOf(tenant) }}
      activeHref={tenant === null ? '#/' : hrefOf(tenant, current)}
      onFollow={onChosen}
      items={items}
    />
  );
}
