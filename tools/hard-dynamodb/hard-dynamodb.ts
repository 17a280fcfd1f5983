import { setTimeout as sleepFor } from 'node:timers/promises';
import { answerControl, keyRefusal } from './control-api.ts';
import { createControls, type Controls } from './controls.ts';
import { startProxy } from './proxy.ts';
import { DEFAULTS, type Settings } from './settings.ts';
import { connectUpstream } from './upstream.ts';
import { createWorld, type Time } from './world.ts';

/** A DynamoDB as hard as that of AWS. */
export interface HardDynamoDb extends Controls {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** Where the real one is, how hard to be, and the time, where it is not the real one. */
export interface HardOptions {
  readonly upstream: string;
  readonly settings?: Partial<Settings>;
  readonly time?: Partial<Time>;
  /** What its controls demand as the value of their header; left out, any will do. */
  readonly key?: string;
}

/** Starts an HTTP proxy in front of a DynamoDB Local that makes it as hard as AWS's. */
export async function startHardDynamoDb({ upstream, settings, time, key }: HardOptions): Promise<HardDynamoDb> {
  const behind = connectUpstream(upstream);
  const stopping = new AbortController();
  // Whoever still waits when it stops need not wait any longer.
  const sleep = (ms: number) => sleepFor(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
  const ownTime = { now: () => performance.now(), sleep, ...time };
  const world = createWorld(behind, { ...DEFAULTS, ...settings }, ownTime);
  const controls = createControls(world);
  const proxy = await startProxy(world, ({ method, headers }, body) =>
    answerControl(controls, method, body, keyRefusal(headers, key)),
  );
  return {
    ...controls,
    endpoint: proxy.endpoint,
    stop: async () => {
      controls.clearFaults();
      stopping.abort();
      await proxy.stop();
      await world.trailing.dropAll();
      behind.close();
    },
  };
}
