import '@cloudscape-design/global-styles/index.css';
import '../app.css';
import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { StrictMode, useLayoutEffect, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { DoorContext, type Door } from '../door/door.ts';
import { reloadOnceWhenFilesAreGone } from '../door/reload-once.ts';
import { watchForAnotherLink } from '../door/secret.ts';
import { usePrefersDark } from '../parts/screen.ts';
import { Boundary } from './boundary.tsx';

interface Mounted {
  readonly door: Door;
  readonly queries: QueryClient;
  readonly app: ReactNode;
}

function Themed({ children }: { readonly children: ReactNode }): ReactNode {
  const isDark = usePrefersDark();
  useLayoutEffect(() => applyMode(isDark ? Mode.Dark : Mode.Light), [isDark]);
  return children;
}

/** Puts the app of a door onto its page. */
export function mount({ door, queries, app }: Mounted): void {
  watchForAnotherLink();
  reloadOnceWhenFilesAreGone();
  const place = document.querySelector('#app');
  if (place === null) return;
  createRoot(place).render(
    <StrictMode>
      <Themed>
        <I18nProvider locale="en" messages={[messages]}>
          <QueryClientProvider client={queries}>
            <DoorContext value={door}>
              <Boundary>{app}</Boundary>
            </DoorContext>
          </QueryClientProvider>
        </I18nProvider>
      </Themed>
    </StrictMode>,
  );
}
