import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { BundleError } from '../lib/bundle.ts';
import { fleetsOf } from '../lib/fleet/fleets.ts';
import { readFleetSettings } from '../lib/fleet/settings.ts';
import { bundleFunctions, WATCHDOG } from '../lib/functions.ts';
import { readConcurrency, reservedProblems } from '../lib/reserved-concurrency.ts';
import { FleetStack } from '../lib/stacks/fleet-stack.ts';
import { TenantStage } from '../lib/tenant-stage.ts';
import { buildWeb } from '../lib/web-build.ts';
import { WebFilesError } from '../lib/web-files.ts';
import { readTenants, TenantError } from '../lib/tenants.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

try {
  // The CDK CLI runs this in the folder of cdk.json.
  const tenants = readTenants('tenants');
  const settings = readFleetSettings('fleet.json');
  const fleets = fleetsOf(tenants, settings);
  const app = new App();
  const account: unknown = app.node.tryGetContext('accountConcurrency');
  const reserved = reservedProblems(tenants, readConcurrency(account));
  if (reserved.length > 0) throw new TenantError(reserved);
  const wantsMaps: unknown = app.node.tryGetContext('sourceMaps');
  const bundles = bundleFunctions(root, buildWeb(root), { maps: String(wantsMaps) === 'true' });
  for (const fleet of fleets) new FleetStack(app, { fleet, settings, bundle: bundles(WATCHDOG) });
  for (const tenant of tenants) new TenantStage(app, { tenant, bundles });
} catch (error) {
  const isExpected = [TenantError, BundleError, WebFilesError].some((kind) => error instanceof kind);
  if (!isExpected || !(error instanceof Error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
