/** Milliseconds in which a second reload would help no more than the first. */
const SOON = 60_000;
const STORED_AS = 'setup-reloaded-at';

/**
 * A new version takes the files of the old one away, so that an open page cannot load its further
 * pages: it is loaded anew, once. When that does not help, the page says so (frame/boundary.tsx).
 */
export function reloadOnceWhenFilesAreGone(): void {
  globalThis.addEventListener('vite:preloadError', () => {
    try {
      const last = Number(sessionStorage.getItem(STORED_AS) ?? 0);
      if (Date.now() - last < SOON) return;
      sessionStorage.setItem(STORED_AS, String(Date.now()));
    } catch {
      // Without a memory a reload could go on for ever.
      return;
    }
    location.reload();
  });
}
