import type { Ring } from '../../../lib/tenant-stacks.ts';
import { checkTenants } from '../../../lib/tenants.ts';
import { PlainError } from '../../plain-error.ts';
import { namesOfTenants } from '../console/tenants.ts';

/**
 * The names of the tenants of a ring, by the files of a folder. A file with a mistake is left out, because nobody can
 * deploy it, and told, on stderr where nobody else hears it. Throws PlainError where no tenant is left.
 */
export function tenantsOf(ring: Ring, folder = 'tenants', tell: (text: string) => void = console.error): string[] {
  const readings = checkTenants(folder, namesOfTenants(folder));
  for (const { problems } of readings) for (const problem of problems) tell(`left out: ${problem}`);
  const wrong = new Set(readings.flatMap(({ name, problems }) => (problems.length > 0 ? name : [])));
  const found = readings
    .flatMap(({ name, tenant }) => (tenant?.ring === ring && !wrong.has(name) ? name : []))
    .toSorted();
  if (found.length > 0) return found;
  throw new PlainError(`no tenant is in the ring ${ring}: write "ring": "${ring}" into a file of ${folder}/`);
}
