import { createGroupChecker } from './check-groups.ts';
import { changeCompany, returnToCompany } from '../company/changes.ts';
import { generateCompany } from '../company/generate.ts';
import { DIALECTS, type Dialect } from '../dialect/dialect.ts';
import { customizeMappings, type MappingChange } from '../dialect/mapping.ts';
import type { Company } from '../company/person.ts';
import type { Token } from '../client/sign-in.ts';
import { createProvisioner, type CycleReport, type Provisioner } from './provisioner.ts';

type CycleAnswer = 'stop' | void;

export interface RunOptions {
  /** Tenant URL, e.g. http://127.0.0.1:8787/scim/v2 */
  url: string;
  token: Token;
  /** People in the generated company. */
  users: number;
  dialect: Dialect['name'];
  /** The same seed and domain give the same company and the same changes. */
  seed?: string;
  /** Domain of the account names; two runs against one tenant need two domains. */
  domain?: string;
  concurrency?: number;
  managerCheck?: boolean;
  managerForm?: Dialect['managerForm'];
  mappingChanges?: readonly MappingChange[];
  /** Hears how many requests of which cycle were answered, after each. */
  onAnswer?: (cycle: string, answered: number) => void;
  /** Waited for before the next cycle begins; `stop` ends the run. */
  onCycle?: (report: CycleReport) => CycleAnswer | Promise<CycleAnswer>;
}

export interface RunResult {
  dialect: Dialect['name'];
  domain: string;
  cycles: CycleReport[];
  /** All answers that were refused, over all cycles. */
  refused: CycleReport['refused'];
  /** Writes sent in cycles in which nothing had changed; must be 0. */
  needlessWrites: number;
  /** Ids in the target by objectId, for those who look into the server afterwards. */
  provisioner: Provisioner;
  /** The directory as it was at the beginning. */
  start: Company;
  /** The directory as it is at the end. */
  company: Company;
}

/** Cycles in which the source is as the cycle before left it. */
const SILENT_CYCLES = new Set(['identical', 'rematched']);

/**
 * A whole provisioning story against one endpoint: probe, initial cycle, incremental cycle, a cycle after a restart in
 * which people return, an identical cycle, and one in which all links are found anew. A refused probe ends the run, as
 * it does in Entra. After each cycle the server's groups are compared with the company's. Never throws for what a server answers.
 */
export async function runCycles(options: RunOptions): Promise<RunResult> {
  const { url, token, users, dialect: name, seed = '1', domain = `${name}.example` } = options;
  const { managerForm = DIALECTS[name].managerForm } = options;
  let [current, answered] = ['probe', 0];
  const provisioner = createProvisioner({
    url,
    token,
    dialect: { ...DIALECTS[name], managerForm },
    mappings: customizeMappings(options.mappingChanges ?? []),
    concurrency: options.concurrency ?? 4,
    managerCheck: options.managerCheck ?? true,
    onAnswer: () => options.onAnswer?.(current, (answered += 1)),
  });
  const start = generateCompany({ users, seed, domain });
  const changed = changeCompany(start, seed).company;
  const company = returnToCompany(changed, seed).company;
  const check = createGroupChecker({ url, token }, (objectId) => provisioner.targetIdOf(objectId));
  const cycle = async (cycleName: string, source: Company, scope: 'full' | 'changed'): Promise<CycleReport> => {
    [current, answered] = [cycleName, 0];
    const report = await provisioner.runCycle(cycleName, source, scope);
    return { ...report, refused: [...report.refused, ...(await check(source))] };
  };
  const steps: (() => Promise<CycleReport>)[] = [
    () => provisioner.probe(),
    () => cycle('initial', start, 'full'),
    () => cycle('incremental', changed, 'changed'),
    () => cycle('restarted', company, 'full'),
    () => cycle('identical', company, 'full'),
    () => {
      provisioner.forgetLinks();
      return cycle('rematched', company, 'full');
    },
  ];
  const cycles: CycleReport[] = [];
  for (const step of steps) {
    const report = await step();
    cycles.push(report);
    if ((await options.onCycle?.(report)) === 'stop') break;
    if (report.name === 'probe' && report.refused.length > 0) break;
  }
  const refused = cycles.flatMap((cycle) => cycle.refused);
  const needlessWrites = cycles.reduce((sum, { name, writes }) => sum + (SILENT_CYCLES.has(name) ? writes : 0), 0);
  return { dialect: name, domain, cycles, refused, needlessWrites, provisioner, start, company };
}
