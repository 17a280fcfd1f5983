import { createContext, useContext, useMemo, type ReactNode } from 'react';

/** Milliseconds that the server's clock is ahead of the reader's. */
const Ahead = createContext(0);

interface ServerTimeProps {
  /** What time the server said it was (ISO 8601), or null where it has said nothing yet. */
  readonly now: string | null;
  /** When that came here, by the reader's clock, in milliseconds. */
  readonly at: number;
  readonly children: ReactNode;
}

/** Has everything within count by the clock of the server: a reader's may be wrong, and that of a local tenant moved. */
export function ServerTime({ now, at, children }: ServerTimeProps): ReactNode {
  const ahead = useMemo(() => (now === null ? 0 : Date.parse(now) - at), [now, at]);
  return <Ahead value={ahead}>{children}</Ahead>;
}

/** The time, by the clock of the server, in milliseconds. */
export const useNow = (): number => timeWith(useContext(Ahead));

const timeWith = (ahead: number): number => Date.now() + ahead;
