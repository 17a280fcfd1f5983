import { Option, type Command } from 'commander';
import { createCredential } from '../../../lambdas/auth/credential.ts';
import { PROBE_SCOPE } from '../../../lambdas/auth/scopes.ts';
import { MINUTE } from '../../../lambdas/duration.ts';
import { SCIM_BASE } from '../../../lambdas/http/paths.ts';
import { PlainError } from '../../plain-error.ts';
import { credentialsOf, operatorName } from '../credentials/open.ts';
import { later } from '../input/arguments.ts';
import { DEEP_STEPS, THROTTLED_STEP } from '../smoke/deep-steps.ts';
import type { Outcome, Place, Step } from '../smoke/step.ts';
import { STEPS } from '../smoke/steps.ts';
import { fit } from '../output/width.ts';
import { findEventsTarget, type EventsTarget } from '../target/events-target.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';

interface Options extends TargetOptions {
  deep?: true;
  throttled?: true;
  json?: true;
}

/** A probe is let in for this long; a body of 11 MB may take a minute. */
const VALID_FOR = 15 * MINUTE;

/** Adds `scim smoke`. */
export function addSmokeCommand(program: Command): void {
  addTargetOptions(
    program
      .command('smoke')
      .description(
        'Whether every part of a tenant answers. It writes no user, shows none, and is no traffic for the doctor.',
      )
      .option(
        '--deep',
        'also what AWS alone can show, by requests that are refused, one of which the doctor counts: docs/first-deploy.md',
      )
      .addOption(
        new Option('--throttled', 'only that a function which may not run is answered for: see there').conflicts(
          'deep',
        ),
      )
      .option('--json', 'print a list of steps'),
  ).action(smoke);
}

async function smoke({ deep, throttled, json, ...options }: Options): Promise<void> {
  const target = await findEventsTarget(options);
  const steps = throttled ? [THROTTLED_STEP] : deep ? [...STEPS, ...DEEP_STEPS] : STEPS;
  const place = await placeOf(target);
  const done: (Omit<Step, 'run'> & Outcome)[] = [];
  for (const { run, ...step } of steps) {
    const outcome = await run(place);
    done.push({ ...step, ...outcome });
    if (!json) console.log(fit(lineOf(step, outcome)));
  }
  if (json) console.log(JSON.stringify(done));
  const failed = done.filter(({ ok }) => !ok).length;
  if (failed > 0) throw new PlainError(`${failed} of ${done.length} steps are not as expected`);
}

/** With a credential that is kept for these steps alone, and ends by itself. */
async function placeOf(target: EventsTarget): Promise<Place> {
  const scimUrl = (await target.tenantUrl()).replace(/\/$/, '');
  const { credential, token } = createCredential({
    label: 'scim smoke',
    scopes: [PROBE_SCOPE],
    now: target.now,
    expiresAt: later(target.now, VALID_FOR),
    createdBy: operatorName(),
  });
  await credentialsOf(target).put(credential);
  return { target, scimUrl, mount: scimUrl.slice(0, -SCIM_BASE.length), token };
}

function lineOf({ name, expected, otherwise }: Omit<Step, 'run'>, { ok, got }: Outcome): string {
  if (ok) return `ok    ${name}: ${got}`;
  return `FAIL  ${name}: expected ${expected}; got ${got}\n      ${otherwise}`;
}
