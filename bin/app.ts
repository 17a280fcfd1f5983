import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib/core';
import { addDomains } from '../lib/add-domains.ts';
import { BundleError } from '../lib/bundle.ts';
import { ceilingsOf, describeCeiling, isNear, readQuotas } from '../lib/ceilings/ceilings.ts';
import { chosenTenants } from '../lib/chosen-tenants.ts';
import { fleetsOf } from '../lib/fleet/fleets.ts';
import { readFleetSettings } from '../lib/fleet/settings.ts';
import { bundleFunctions, WATCHDOG } from '../lib/functions.ts';
import { readConcurrency } from '../lib/reserved-concurrency.ts';
import { FleetStack } from '../lib/stacks/fleet-stack.ts';
import { TenantStage } from '../lib/tenant-stage.ts';
import { buildWeb } from '../lib/web-build.ts';
import { WebFilesError } from '../lib/web-files.ts';
import { readTenants, TenantError } from '../lib/tenants.ts';
import { togetherProblems } from '../lib/together.ts';
import { versionOf } from '../lib/version.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

// It looks for credentials before it runs this, and says that there are none when all is built, minutes later.
if (process.env['CDK_CLI_VERSION'] !== undefined && !process.env['CDK_DEFAULT_ACCOUNT'])
  console.error(
    'There are no AWS credentials: synth goes on, but deploy, diff and bootstrap will fail. Ctrl-C, then sign in ' +
      '(aws sso login), or set AWS_PROFILE.',
  );

try {
  // The CDK CLI runs this in the folder of cdk.json.
  const app = new App();
  const chosen = chosenTenants(app.node.tryGetContext('tenant'));
  const tenants = readTenants('tenants', chosen);
  // A fleet that was made of a few tenants would send its alarms to a few. On a developer's machine it has one.
  const settings = readFleetSettings('fleet.json');
  const wantsFleet = chosen === undefined || String(app.node.tryGetContext('fleet')) === 'true';
  const fleets = wantsFleet ? fleetsOf(tenants, settings) : [];
  const account: unknown = app.node.tryGetContext('accountConcurrency');
  const quotas = readQuotas(app.node.tryGetContext('quotas'));
  const together = togetherProblems(tenants, readConcurrency(account));
  if (together.length > 0) throw new TenantError(together);
  const wantsMaps: unknown = app.node.tryGetContext('sourceMaps');
  const bundles = bundleFunctions(root, buildWeb(root), { maps: String(wantsMaps) === 'true' });
  for (const fleet of fleets) new FleetStack(app, { fleet, settings, bundle: bundles(WATCHDOG) });
  const version = versionOf(root);
  const stages = tenants.map((tenant) => ({ tenant, stage: new TenantStage(app, { tenant, bundles, version }) }));
  if (chosen === undefined) addDomains(app, tenants);
  for (const near of ceilingsOf(stages, quotas).filter(isNear))
    console.error(`near a ceiling: ${describeCeiling(near)}`);
} catch (error) {
  const isExpected = [TenantError, BundleError, WebFilesError].some((kind) => error instanceof kind);
  if (!isExpected || !(error instanceof Error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
