import { buildOf } from './build-id.ts';
import { bundleEntries, type Bundle } from './bundle.ts';
import type { WebFile } from './web-files.ts';

const FUNCTION_NAMES = [
  'scim',
  'directory',
  'export',
  'authorizer',
  'token',
  'setup',
  'purge',
  'recovery',
  'operator',
  'changes',
  'webhooks',
  'smoke',
] as const;

export type FunctionName = (typeof FUNCTION_NAMES)[number];
/** What looks at all tenants, and belongs to none. */
export const WATCHDOG = 'watchdog';
export type Bundles = (name: FunctionName | typeof WATCHDOG) => Bundle;

export type FunctionSettings = {
  entry: string;
  /** MB; a Lambda's share of the CPU grows with it. */
  memory: number;
  /** Seconds. */
  timeout: number;
  /** What it does for a tenant, by the tenant's name. */
  description: (tenant: string) => string;
};

/** Every function of a tenant. */
export const FUNCTIONS: Record<FunctionName, FunctionSettings> = {
  scim: {
    entry: 'lambdas/handlers/scim.ts',
    memory: 512,
    // Where API Gateway gives up.
    timeout: 29,
    description: (tenant) => `Answers the SCIM requests of tenant ${tenant}`,
  },
  directory: {
    entry: 'lambdas/handlers/directory.ts',
    memory: 512,
    timeout: 29,
    description: (tenant) => `Tells the product who is in the directory of tenant ${tenant}`,
  },
  export: {
    entry: 'lambdas/handlers/export.ts',
    // A whole processor: it makes text of every item, and compresses it.
    memory: 1769,
    // As long as API Gateway streams.
    timeout: 900,
    description: (tenant) => `Writes out the whole directory of tenant ${tenant} for the product`,
  },
  authorizer: {
    entry: 'lambdas/handlers/authorizer.ts',
    memory: 256,
    // 3 s of it for the keys of an issuer, when they have to be fetched.
    timeout: 8,
    description: (tenant) => `Checks the bearer tokens of tenant ${tenant}`,
  },
  token: {
    entry: 'lambdas/handlers/token.ts',
    memory: 256,
    timeout: 15,
    description: (tenant) => `Gives out access tokens of tenant ${tenant}`,
  },
  setup: {
    entry: 'lambdas/handlers/setup.ts',
    // A whole processor: a month of cycles is 0.25 s of it, and would be 0.85 s at 512 MB for the same price.
    memory: 1769,
    timeout: 29,
    description: (tenant) => `Serves the setup page of tenant ${tenant}`,
  },
  purge: {
    entry: 'lambdas/handlers/purge.ts',
    memory: 512,
    // The most that Lambda gives; the purge watches its remaining time and goes on an hour later.
    timeout: 900,
    description: (tenant) => `Erases the users of tenant ${tenant} whose retention has passed`,
  },
  recovery: {
    entry: 'lambdas/handlers/recovery.ts',
    memory: 512,
    // What it does not reach it goes on with when it is called again.
    timeout: 900,
    description: (tenant) => `Carries out what was decided about the groups of tenant ${tenant}`,
  },
  changes: {
    entry: 'lambdas/handlers/changes.ts',
    memory: 256,
    timeout: 60,
    description: (tenant) => `Tells the changes in the directory of ${tenant} to its event bus`,
  },
  webhooks: {
    entry: 'lambdas/handlers/webhooks.ts',
    memory: 256,
    // As often as its schedule comes: what it does not reach, the next run does. A slow consumer is waited for here.
    timeout: 300,
    description: (tenant) => `Sends the changes in the directory of ${tenant} to its webhooks`,
  },
  operator: {
    entry: 'lambdas/handlers/operator.ts',
    // For a whole CPU: scim check goes through the whole table.
    memory: 1769,
    timeout: 900,
    description: (tenant) => `Does what an operator asks for in the directory of tenant ${tenant}`,
  },
  smoke: {
    entry: 'lambdas/handlers/smoke.ts',
    memory: 256,
    // The functions that it asks have 29 s, each of them at the same time.
    timeout: 60,
    description: (tenant) => `Tries new versions of the functions of tenant ${tenant} before anybody calls them`,
  },
};

/**
 * Bundles every function, once for all tenants; `web` are the files that the setup page is made of. With `maps` each
 * has its source map beside it, which is for this machine: what is deployed names its build instead.
 * @throws BundleError where one cannot be built
 */
export function bundleFunctions(root: string, web: readonly WebFile[], { maps = false } = {}): Bundles {
  const entries = new Map<FunctionName | typeof WATCHDOG, string>([[WATCHDOG, 'lambdas/handlers/watchdog.ts']]);
  for (const name of FUNCTION_NAMES) entries.set(name, FUNCTIONS[name].entry);
  const built = bundleEntries(root, entries);
  const finish = (name: FunctionName | typeof WATCHDOG): Bundle => {
    const { code, sourceMap, inputs } = built(name);
    const more = maps ? { sourceMap } : { build: buildOf(root, { code, inputs }) };
    return { code, ...more, ...(name === 'setup' && { web }) };
  };
  const made = new Map<FunctionName | typeof WATCHDOG, Bundle>();
  return (name) => {
    const bundle = made.get(name) ?? finish(name);
    made.set(name, bundle);
    return bundle;
  };
}
