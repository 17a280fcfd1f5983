import { existsSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { FromSchema } from 'json-schema-to-ts';
import { LIFECYCLE_DEFINITIONS } from '../../lambdas/tenant/settings/lifecycle.ts';
import { describeProblems } from '../tenant-problem.ts';
import { readTenantText } from '../tenant-text.ts';
import { TenantError } from '../tenants.ts';

/** What fleet.json may hold; docs/deploy.md says what it is. */
const FLEET_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    alarmEmail: LIFECYCLE_DEFINITIONS.mailAddress,
    monthlyBudgetUsd: { type: 'number', minimum: 1, maximum: 1000000 },
  },
} as const;

/** What all tenants have together; everything may be left out. */
export type FleetSettings = FromSchema<typeof FLEET_SCHEMA>;

/**
 * Reads fleet.json; {} where there is none.
 * @throws TenantError that lists every problem
 */
export function readFleetSettings(file: string): FleetSettings {
  if (!existsSync(file)) return {};
  const fail = (problems: readonly string[]): never => {
    throw new TenantError(problems.map((problem) => `${file}: ${problem}`));
  };
  const { content, problems } = readTenantText(file);
  if (problems.length > 0) return fail(problems);
  const validate = new Ajv({ allErrors: true, verbose: true }).compile<FleetSettings>(FLEET_SCHEMA);
  return validate(content) ? content : fail(describeProblems(validate.errors ?? []));
}
