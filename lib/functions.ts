import { bundleFunction, type Bundle } from './bundle.ts';

export type FunctionName = 'scim' | 'directory' | 'authorizer' | 'token' | 'purge' | 'operator' | 'changes';
export type Bundles = Record<FunctionName, Bundle>;

export type FunctionSettings = {
  entry: string;
  /** MB; a Lambda's share of the CPU grows with it. */
  memory: number;
  /** Seconds. */
  timeout: number;
};

/** Every function of a tenant. */
export const FUNCTIONS: Record<FunctionName, FunctionSettings> = {
  // 29 s is where API Gateway gives up.
  scim: { entry: 'lambdas/handlers/scim.ts', memory: 512, timeout: 29 },
  directory: { entry: 'lambdas/handlers/directory.ts', memory: 512, timeout: 29 },
  // 3 s of it for the keys of an issuer, when they have to be fetched.
  authorizer: { entry: 'lambdas/handlers/authorizer.ts', memory: 256, timeout: 8 },
  token: { entry: 'lambdas/handlers/token.ts', memory: 256, timeout: 15 },
  // 15 minutes is the most that Lambda gives; the purge watches its remaining time and goes on an hour later.
  purge: { entry: 'lambdas/handlers/purge.ts', memory: 512, timeout: 900 },
  changes: { entry: 'lambdas/handlers/changes.ts', memory: 256, timeout: 60 },
  // scim check holds the keys of the whole table in memory.
  operator: { entry: 'lambdas/handlers/operator.ts', memory: 2048, timeout: 900 },
};

/**
 * Bundles every function, once for all tenants.
 * @throws BundleError where one cannot be built
 */
export function bundleFunctions(root: string): Bundles {
  return {
    scim: bundleFunction(root, FUNCTIONS.scim.entry),
    directory: bundleFunction(root, FUNCTIONS.directory.entry),
    authorizer: bundleFunction(root, FUNCTIONS.authorizer.entry),
    token: bundleFunction(root, FUNCTIONS.token.entry),
    purge: bundleFunction(root, FUNCTIONS.purge.entry),
    operator: bundleFunction(root, FUNCTIONS.operator.entry),
    changes: bundleFunction(root, FUNCTIONS.changes.entry),
  };
}
