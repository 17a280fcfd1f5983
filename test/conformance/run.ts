// Runs the conformance suite over HTTP: npm run test:conformance
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startLocalTenant } from '../support/local-tenant.ts';
import { writeProject } from '../support/write-project.ts';

const USAGE = `usage: npm run test:conformance                       against a server of each profile that it starts itself
       npm run test:conformance -- --url <SCIM base> [--profile strict|entra]
  --url      as in https://scim.example.com/scim/v2; what is made there is deleted again
  --profile  leaves out the tests that are right under the other profile only (default: none)
The token is SCIM_TOKEN.`;

const PROFILES = ['strict', 'entra'];

interface Endpoint {
  readonly url: string;
  readonly token: string;
  readonly profile: string;
}

/** Whether every test passed. */
function runSuite({ url, token, profile }: Endpoint): boolean {
  console.log(`\nconformance of ${url}${profile === '' ? '' : `, profile ${profile}`}`);
  const jest = path.join('node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const env = { ...process.env, CONFORMANCE_URL: url, CONFORMANCE_TOKEN: token, CONFORMANCE_PROFILE: profile };
  // One suite after the other: each counts what is there.
  const args = [...flags, jest, '--runInBand', '--verbose', 'test/conformance'];
  return spawnSync(process.execPath, args, { stdio: 'inherit', env }).status === 0;
}

async function runLocally(profile: string): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), 'conformance-'));
  const local = await startLocalTenant({
    project: writeProject(folder, { profile }),
    tenant: 'acme',
    flags: ['--no-throttle'],
  });
  try {
    return runSuite({ url: local.url, token: local.token, profile });
  } finally {
    await local.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const text = { type: 'string' } as const;

function readArguments(): Partial<Endpoint> {
  try {
    return parseArgs({ options: { url: text, profile: text } }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(2);
  }
}

const { url, profile = '' } = readArguments();
const token = process.env['SCIM_TOKEN'] ?? '';
if (profile !== '' && !PROFILES.includes(profile)) {
  console.error(`--profile is "${profile}"; allowed: ${PROFILES.join(', ')}\n\n${USAGE}`);
  process.exit(2);
}
let good = true;
if (url === undefined) for (const each of PROFILES) good = (await runLocally(each)) && good;
else good = runSuite({ url, token, profile });
process.exitCode = good ? 0 : 1;
