import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { FromSchema } from 'json-schema-to-ts';
import { LIFECYCLE } from '../../lambdas/tenant/settings/lifecycle.ts';
import { duplicateKeys } from '../duplicate-keys.ts';
import { describeProblems } from '../tenant-problem.ts';
import { TenantError } from '../tenants.ts';
import { messageOf } from '../thrown.ts';

/** What fleet.json may hold; docs/deploy.md says what it is. */
const FLEET_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    alarmEmail: { ...LIFECYCLE.alarmEmail, description: 'an e-mail address' },
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
  const text = readFileSync(file, 'utf8');
  const fail = (problems: readonly string[]): never => {
    throw new TenantError(problems.map((problem) => `${file}: ${problem}`));
  };
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return fail([`not valid JSON: ${messageOf(error)}`]);
  }
  const twice = duplicateKeys(text);
  if (twice.length > 0) return fail(twice);
  const validate = new Ajv({ allErrors: true, verbose: true }).compile<FleetSettings>(FLEET_SCHEMA);
  return validate(content) ? content : fail(describeProblems(validate.errors ?? []));
}
