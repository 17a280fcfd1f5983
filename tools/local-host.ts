import type { IncomingHttpHeaders } from 'node:http';

/**
 * A web page can have its own name resolve to 127.0.0.1, and is then of the same origin as whatever
 * listens here: it may send any header and read every answer. What it cannot change is the name that
 * its browser puts into `Host`.
 */
const LOCAL_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Why a request is not for a server on this machine, and what to do; undefined where it is. `own` are
 * the domains that the server stands for: no stranger has a page under one of them.
 */
export function foreignHost(
  { host = '' }: IncomingHttpHeaders,
  port: number | undefined,
  own: (name: string) => boolean = () => false,
): string | undefined {
  const [, name = '', given] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(host) ?? [];
  if (own(name.toLowerCase())) return undefined;
  if (LOCAL_NAMES.has(name.toLowerCase()) && (given === undefined || Number(given) === port)) return undefined;
  return (
    `the request is for the host ${JSON.stringify(host)}, and this server answers to ` +
    `${[...LOCAL_NAMES].join(', ')} with its port ${port} only: any other name may be that of a web page`
  );
}

/** Why the web page that sent a request may not use what is for the command line; undefined where none did. */
export function foreignOrigin({ host = '', origin }: IncomingHttpHeaders): string | undefined {
  if (origin === undefined || origin === `http://${host}`) return undefined;
  return `a web page of ${JSON.stringify(origin)} asks, and this is for programs on this machine only`;
}
