import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { bundleEntries } from '../../lib/bundle.ts';
import { writeProgram } from '../../lib/constructs/program.ts';
import { readTenants } from '../../lib/tenants.ts';
import { atCommit, runIn } from '../../tools/commit-tree.ts';

/** A program that is started again and again. */
export interface Variant {
  readonly name: string;
  /** As Lambda has it: LAMBDA_TASK_ROOT. */
  readonly folder: string;
  readonly kilobytes: number;
}

/** Runs in the folder of any commit since functions are deployed without their source maps. */
const SCRIPT = `
import { writeProgram } from './lib/constructs/program.ts';
import { bundleFunctions } from './lib/functions.ts';
const folder = writeProgram(bundleFunctions(process.cwd(), [])('scim'), { 'tenant.json': process.env.BENCH_TENANT });
process.stdout.write(folder);
`;

/** Makes what is compared: the function as it would be deployed now and at a commit, the SDK alone, and nothing. */
export async function makeVariants(root: string, commit: string | undefined): Promise<Variant[]> {
  const [tenant] = readTenants(path.join(root, 'tenants'), ['demo']);
  const variables = { BENCH_TENANT: JSON.stringify(tenant) };
  const scim = (tree: string) => runIn(tree, SCRIPT, variables);
  const own = (name: string, file: string) => {
    const { code } = bundleEntries(root, new Map([[name, `bench/cold/${file}`]]))(name);
    return toVariant(name, writeProgram({ code }, {}));
  };
  return [
    ...(commit === undefined ? [] : [toVariant(`scim, ${commit}`, await atCommit(root, commit, scim))]),
    toVariant('scim', await scim(root)),
    own('the SDK alone', 'sdk-only.ts'),
    own('an empty function', 'empty.ts'),
  ];
}

function toVariant(name: string, folder: string): Variant {
  const files = readdirSync(folder).filter((file) => file.startsWith('index.'));
  const bytes = files.reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);
  return { name, folder, kilobytes: bytes / 1000 };
}

export const removeVariants = (variants: readonly Variant[]): void => {
  for (const { folder } of variants) rmSync(folder, { recursive: true, force: true });
};
