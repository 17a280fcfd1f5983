import type { Health } from './diagnose.ts';

/** Findings by which Entra does not come as it should. */
const SILENT: ReadonlySet<string> = new Set(['stopped-coming', 'job-in-quarantine', 'job-given-up']);
const ENDING = 'credential-ends-soon';

/** What the doctor says of a tenant, as figures for the alarms: 1 where it is so. */
interface Verdict {
  readonly EntraSilent: number;
  readonly ProvisioningBroken: number;
  readonly CredentialsEnding: number;
}

/**
 * The verdict of an hour. A tenant that nobody was ever provisioned to is not broken, but not connected
 * yet; so is one after 60 days of silence, when the record of its traffic has ended.
 */
export function verdictOf({ findings, lastUserWrite, lastGroupWrite }: Health): Verdict {
  const isConnected = lastUserWrite !== null || lastGroupWrite !== null;
  const isSilent = findings.some(({ id }) => SILENT.has(id));
  const isBroken = findings.some(({ id, severity }) => severity === 'broken' && !SILENT.has(id));
  return {
    EntraSilent: Number(isConnected && isSilent),
    ProvisioningBroken: Number(isConnected && isBroken),
    CredentialsEnding: Number(findings.some(({ id }) => id === ENDING)),
  };
}
