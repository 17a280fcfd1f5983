import AppLayoutToolbar from '@cloudscape-design/components/app-layout-toolbar';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import { Suspense, useEffect, useState, type ReactNode } from 'react';
import { useOverview } from '../api/queries.ts';
import type { Overview } from '../api/types.ts';
import { useDoor } from '../door/door.ts';
import { Loading } from '../parts/answer.tsx';
import { ServerTime } from '../parts/now.tsx';
import { Problem } from '../parts/problem.tsx';
import { useIsNarrow } from '../parts/screen.ts';
import { formatDay } from '../parts/when.tsx';
import icon from '../icon.svg';
import { Boundary } from './boundary.tsx';
import { EndedPage } from './ended.tsx';
import { hrefOf, useRoute } from './route.ts';
import { PAGES } from './pages.ts';

/** Everything: the page of the address in its frame, once it is known that the link works. */
export function App(): ReactNode {
  const { secret } = useDoor();
  const { data, dataUpdatedAt, error, refetch } = useOverview();
  if (secret === null || error?.kind === 'ended' || error?.kind === 'forbidden') return <EndedPage />;
  if (data !== undefined)
    return (
      <ServerTime now={data.now} at={dataUpdatedAt}>
        <Frame overview={data} />
      </ServerTime>
    );
  return (
    <main className="alone">
      {error === null ? <Loading /> : <Problem failure={error} retry={() => void refetch()} />}
    </main>
  );
}

function Frame({ overview }: { readonly overview: Overview }): ReactNode {
  const route = useRoute();
  const isNarrow = useIsNarrow();
  const [isOpen, setOpen] = useState(!isNarrow);
  const current = PAGES.find(({ id }) => id === route.page) ?? PAGES[0];
  const { id, title, View } = current;
  useEffect(() => {
    document.title = `${title} – user provisioning for ${overview.tenant.name}`;
  }, [title, overview.tenant.name]);
  return (
    <AppLayoutToolbar
      navigationOpen={isOpen}
      onNavigationChange={({ detail }) => setOpen(detail.open)}
      navigation={
        <Navigation
          overview={overview}
          current={id}
          onChosen={() => {
            if (isNarrow) setOpen(false);
          }}
        />
      }
      navigationWidth={240}
      toolsHide
      breadcrumbs={<Brand />}
      maxContentWidth={1100}
      ariaLabels={{
        navigation: 'Pages',
        navigationToggle: 'Open the list of pages',
        navigationClose: 'Close the list of pages',
      }}
      content={
        <Boundary key={`${id}/${route.rest ?? ''}`}>
          <Suspense fallback={<Loading />}>
            <View />
          </Suspense>
        </Boundary>
      }
    />
  );
}

const Brand = (): ReactNode => (
  <div className="brand">
    <img src={icon} alt="" width="20" height="20" />
    User provisioning
  </div>
);

interface NavigationProps {
  readonly overview: Overview;
  readonly current: string;
  readonly onChosen: () => void;
}

function Navigation({ overview, current, onChosen }: NavigationProps): ReactNode {
  const { tenant, link } = overview;
  const shown = PAGES.filter(({ ofPeople }) => ofPeople !== true || link.may.people);
  return (
    <>
      <SideNavigation
        header={{ text: tenant.name, href: hrefOf(PAGES[0].id) }}
        activeHref={hrefOf(current)}
        onFollow={onChosen}
        items={shown.map(({ id, title }) => ({ type: 'link' as const, text: title, href: hrefOf(id) }))}
      />
      <p className="link-ends">This link works until {formatDay(link.endsAt)}.</p>
    </>
  );
}
