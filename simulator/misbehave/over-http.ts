import { globSync, readFileSync } from 'node:fs';
import type { Mode, Stage } from './modes.ts';

/** Plays a mode against an endpoint, and tells in one line what was sent. Time passes where the endpoint is a local server, whose clock moves. */
export async function misbehave({ url, token }: { url: string; token: string }, mode: Mode): Promise<string> {
  const answers = new Map<number, number>();
  let minutes = 0;
  const stage: Stage = {
    send: async (method, path, body, { outside, token: other } = {}) => {
      const target = outside ? new URL(path, url).href : `${url.replace(/\/+$/, '')}${path}`;
      const response = await fetch(target, {
        method,
        headers: { Authorization: `Bearer ${other ?? token}`, 'Content-Type': 'application/scim+json' },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(30_000),
      });
      answers.set(response.status, (answers.get(response.status) ?? 0) + 1);
      const text = await response.text();
      const id = /"id":"([^"]+)"/.exec(text)?.[1] ?? '';
      return { status: response.status, id };
    },
    wait: async (more) => {
      minutes += more;
      await moveClock(url, more);
    },
  };
  await mode.play(stage);
  const counts = [...answers].map(([status, count]) => `${count} x ${status}`).join(', ');
  return `${mode.name}: ${counts}${minutes === 0 ? '' : `; the clock moved by ${minutes} min`}`;
}

/** Only the local server has a clock that can be moved. */
async function moveClock(url: string, minutes: number): Promise<void> {
  const response = await fetch(new URL('/local/clock', url), {
    method: 'POST',
    headers: { 'x-local-key': keyOf(url) },
    body: JSON.stringify({ milliseconds: minutes * 60_000 }),
  });
  if (!response.ok)
    throw new Error(
      `the clock of ${url} cannot be moved (${response.status}); use a server that "npm start" runs, and the same SCIM_LOCAL_DIR`,
    );
}

/** The key of the local server on this port, which stands in its state folder; empty where there is none. */
function keyOf(url: string): string {
  const files = globSync(`${process.env['SCIM_LOCAL_DIR'] || '.local'}/*/server.json`);
  const servers = files.map((file): unknown => JSON.parse(readFileSync(file, 'utf8')));
  for (const server of servers) {
    if (isServer(server) && String(server.port) === new URL(url).port) return server.key;
  }
  return '';
}

const isServer = (value: unknown): value is { port: number; key: string } =>
  typeof value === 'object' && value !== null && 'port' in value && 'key' in value && typeof value.key === 'string';
