import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { App } from 'aws-cdk-lib/core';
import {
  ceilingsOf,
  describeCeiling,
  isNear,
  readQuotas,
  type Ceiling,
  type Deployable,
} from '../../../lib/ceilings/ceilings.ts';
import { QUOTAS } from '../../../lib/ceilings/quotas.ts';
import { TenantStage } from '../../../lib/tenant-stage.ts';
import { readTenants, TenantError } from '../../../lib/tenants.ts';
import { isRecord, readAs } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';
import { count } from '../output/count.ts';
import { tenantsFolder } from '../tenant-file/place.ts';

/** What is in the functions is no matter of quotas. */
const EMPTY = { code: new Uint8Array(), sourceMap: new Uint8Array(), web: [] };

/** A ceiling for people: what it is about, and what to do where it is near. */
export interface CeilingRow extends Omit<Ceiling, 'quota'> {
  readonly what: string;
  readonly near: string | undefined;
}

/** Hears how far the count is. */
type Say = (how: string) => void;

/** How near the tenants of this project are to what AWS bounds. Throws PlainError. */
export const ceilingRows = async (say: Say): Promise<CeilingRow[]> =>
  (await countAll(say)).map((ceiling) => {
    const { quota, ...row } = ceiling;
    return { what: QUOTAS[quota].what, ...row, near: isNear(ceiling) ? describeCeiling(ceiling) : undefined };
  });

/** Makes every construct that `cdk synth` would, and no template. */
async function countAll(say: Say): Promise<Ceiling[]> {
  const outdir = mkdtempSync(path.join(tmpdir(), 'scim-ceilings-'));
  try {
    const context = contextOf(path.resolve('cdk.json'));
    const app = new App({ outdir, context, autoSynth: false, analyticsReporting: false });
    const tenants = readTenants(tenantsFolder());
    const bundles = () => EMPTY;
    const stages: Deployable[] = [];
    for (const [index, tenant] of tenants.entries()) {
      say(`${index + 1} of ${count(tenants.length, 'tenant')}`);
      // The constructs of a tenant are made in one go: whoever shows how far this is gets a turn in between.
      await setImmediate();
      stages.push({ tenant, stage: new TenantStage(app, { tenant, bundles, version: '' }) });
    }
    return ceilingsOf(stages, readQuotas(context['quotas']));
  } catch (error) {
    if (error instanceof TenantError) throw new PlainError(error.message, { cause: error });
    throw error;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function contextOf(file: string): Readonly<Record<string, unknown>> {
  if (!existsSync(file)) throw new PlainError(`there is no ${file}: run this where cdk.json is`);
  const { context } = readAs(file, isRecord);
  return isRecord(context) ? context : {};
}
