import { useMemo, useSyncExternalStore } from 'react';

/** Where in the app: "#/people/42?search=ann" is the page "people" with "42" and these parameters. */
export interface Route {
  readonly page: string;
  readonly rest: string | null;
  readonly parameters: URLSearchParams;
}

const watch = (changed: () => void): (() => void) => {
  globalThis.addEventListener('hashchange', changed);
  return () => globalThis.removeEventListener('hashchange', changed);
};

export function useRoute(): Route {
  const hash = useSyncExternalStore(watch, () => location.hash);
  return useMemo(() => readRoute(hash), [hash]);
}

function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [page = '', rest] = path.split('/', 2);
  return {
    page,
    rest: rest === undefined || rest === '' ? null : decoded(rest),
    parameters: new URLSearchParams(query),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address of a page within the app, for a link. */
export function hrefOf(page: string, rest?: string, parameters: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(parameters).toString();
  return `#/${page}${rest === undefined ? '' : `/${encodeURIComponent(rest)}`}${query === '' ? '' : `?${query}`}`;
}

/** Changes the parameters of the address without a step to go back to. */
export function replaceRoute(href: string): void {
  history.replaceState(null, '', href);
  globalThis.dispatchEvent(new HashChangeEvent('hashchange'));
}
