// The whole life of a user, in a minute: npm run demo. Starts a server of its own in memory, plays
// Entra, and moves the time.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { checkWhole } from './cli/target/check-whole.ts';
import { CLOCK_PATH, isClockAnswer } from './dev-server/server/clock-api.ts';
import { startDevServer } from './dev-server/server/dev-server.ts';
import { KEY_HEADER, signedWith } from './dev-server/server/local-key.ts';
import { readOptions } from './dev-server/server/options.ts';
import { isServerInfo } from './dev-server/server/state-folder.ts';
import { isRecord, parseAs, readAs } from './json.ts';
import { onEnd } from './on-end.ts';
import { playStory } from '../simulator/story/story.ts';
import { DAY } from '../lambdas/duration.ts';

const tell = (line: string): void => console.log(line);

/** The stream is followed in the background: waits for what has to come, two minutes at most. */
async function eventsUntil(kind: string, count: number): Promise<string[]> {
  for (const end = Date.now() + 120_000; ; await delay(100)) {
    const lines = readFileSync(path.join(folder, 'demo', 'events.log'), 'utf8')
      .trim()
      .split('\n');
    const kinds = lines.map((line) => String(parseAs(line, isRecord)['detail-type']));
    if (kinds.filter((each) => each === kind).length >= count || Date.now() > end) return kinds;
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'scim-demo-'));
// Nothing is kept, and DynamoDB Local ends with this process.
onEnd(() => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(1);
});
process.env['SCIM_LOCAL_DIR'] = folder;
process.env['TZ'] = 'UTC';
tell('Starting a tenant in memory …');
const options = readOptions(['--port', '0', '--memory'], process.env);
const server = await startDevServer(options, {
  project: process.cwd(),
  report: (message) => console.error(message),
  progress: (message) => tell(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  ${message}`),
  // In the story nobody comes for weeks: an alarm says so, rightly, and is no part of it.
  reportAlarm: () => undefined,
});
try {
  const forward = async (days: number): Promise<void> => {
    const answer = await fetch(new URL(CLOCK_PATH, server.url), {
      method: 'POST',
      headers: { [KEY_HEADER]: server.key },
      body: JSON.stringify({ milliseconds: days * DAY }),
    });
    const { now, ran } = parseAs(await answer.text(), isClockAnswer);
    const purges = ran.map(({ outcome }) => (outcome.ok ? parseAs(outcome.payload, isRecord)['purged'] : 'failed'));
    tell(`\n    … ${days} days pass; it is ${now.slice(0, 10)}; the purge ran and erased ${purges.join(', ')}\n`);
  };
  await playStory({ url: server.url, token: server.token, forward, tell });
  const { functions, region, port } = readAs(path.join(folder, 'demo', 'server.json'), isServerInfo);
  const lambda = new LambdaClient({
    region,
    credentials: signedWith(server.key),
    endpoint: `http://127.0.0.1:${port}`,
  });
  const target = { lambda, operatorFunctionName: functions['operator'] ?? '' };
  const found = await checkWhole(target, () => {});
  tell(`\nscim check: ${found.items} items, ${found.problems.length} that belong to nobody or are missing`);
  const events = Map.groupBy(await eventsUntil('user.erased', 2), (kind) => kind);
  tell(`events: ${[...events].map(([kind, all]) => `${all.length} × ${kind}`).join(', ')}`);
  if (found.problems.length > 0) process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
