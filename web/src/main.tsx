import '@cloudscape-design/global-styles/index.css';
import './app.css';
import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, useLayoutEffect, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueries } from './api/queries.ts';
import { DoorContext, openSetupDoor } from './door/door.ts';
import { reloadOnceWhenFilesAreGone } from './door/reload-once.ts';
import { watchForAnotherLink } from './door/secret.ts';
import { App } from './frame/app.tsx';
import { Boundary } from './frame/boundary.tsx';
import { usePrefersDark } from './parts/screen.ts';

const door = openSetupDoor();
watchForAnotherLink();
reloadOnceWhenFilesAreGone();

function Themed({ children }: { readonly children: ReactNode }): ReactNode {
  const isDark = usePrefersDark();
  useLayoutEffect(() => applyMode(isDark ? Mode.Dark : Mode.Light), [isDark]);
  return children;
}

const place = document.querySelector('#app');
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <Themed>
        <I18nProvider locale="en" messages={[messages]}>
          <QueryClientProvider client={createQueries()}>
            <DoorContext value={door}>
              <Boundary>
                <App />
              </Boundary>
            </DoorContext>
          </QueryClientProvider>
        </I18nProvider>
      </Themed>
    </StrictMode>,
  );
}
