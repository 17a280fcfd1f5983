/**
 * The secret of the link stands in the fragment of the address, which no server, log or Referer
 * ever sees, and is taken out of it before anything else happens. It is kept in sessionStorage: a
 * reload (also the one after a new version was deployed) must not lock the admin out, and unlike
 * localStorage it ends with the tab and is seen by no other one. Whoever can read it there could
 * read it in memory too. Where the browser forbids storage it lives in memory only.
 */
const STORED_AS = `setup-secret ${location.pathname}`;

/** Takes the secret out of the address bar; null where neither the address nor this tab has one. */
export function takeSecret(): string | null {
  const fragment = location.hash.slice(1);
  if (fragment === '' || fragment.startsWith('/')) return stored();
  const secret = decoded(fragment);
  history.replaceState(null, '', `${location.pathname}${location.search}#/`);
  keep(secret);
  return secret;
}

/** A link that is opened over an open page changes the fragment only: begin again with it. */
export function watchForAnotherLink(): void {
  globalThis.addEventListener('hashchange', () => {
    if (location.hash.length < 2 || location.hash.startsWith('#/')) return;
    takeSecret();
    location.reload();
  });
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment).trim();
  } catch {
    return fragment;
  }
}

function stored(): string | null {
  try {
    return sessionStorage.getItem(STORED_AS);
  } catch {
    return null;
  }
}

function keep(secret: string): void {
  try {
    sessionStorage.setItem(STORED_AS, secret);
  } catch {
    // Memory only.
  }
}
