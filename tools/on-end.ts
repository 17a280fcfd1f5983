/** Two signals within this time are one: npm passes on to us what the terminal has sent to us already. */
const SAME_MS = 500;
const LOOK_MS = 200;

/**
 * Calls `end` when this program is to end, `isAgain` when somebody presses Ctrl-C once more. Besides signals that is when
 * the shell is gone that `npm run` started it by: npm passes SIGTERM on to that shell, which dies of it and tells nobody.
 * (Windows does not tell a process that the one that started it is gone.)
 */
export function onEnd(end: (isAgain: boolean) => void): void {
  let first: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      first ??= performance.now();
      end(performance.now() - first > SAME_MS);
    });
  }
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    end(false);
  }, LOOK_MS).unref();
}
