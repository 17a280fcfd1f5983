import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { SIGNATURES } from '../../lambdas/doctor/signatures.ts';
import { MODES } from '../../simulator/misbehave/modes.ts';

export const DOCTOR_DOCUMENT = 'docs/doctor.md';

const INTRODUCTION = `# When provisioning does not flow

\`npm run scim -- doctor\`, and \`GET /directory/v1/health\` for a product, say what is wrong, why,
and what to do in the Entra portal; or that all is well, and when the next cycle is due.

They look at a record of the traffic, which counts requests by kind, status and reason in
stretches of ten minutes and is kept for 60 days ([adr/0012](adr/0012-record-of-traffic.md)), and
at a sample of the directory. The record holds nothing personal. It is written at once when
something new happens, and at most a minute late otherwise; so a mended fault may be told for a
minute more. \`knownUpTo\` is that minute: what came since may be missing. What API Gateway answers by
itself (no token at all, 429 beyond the throttle) is not in it.

\`status\` is \`broken\` (nothing flows), \`attention\` (something is lost or will be), \`waiting\` (the
credentials were tested, nobody was provisioned yet) or \`healthy\`; findings that are good to know
(\`info\`) do not change it. A finding that another one explains is left out. Of findings of one
severity, the one that was seen last (\`lastSeen\`) comes first.

A refused credential, a wrong URL, a search or a deactivation that was refused stays in the list for
a day after something of the kind went well, as \`info\` with \`was\` and "Was:" in its title: one
success may be that of another client. \`refusals\` has each reason of the last day with its own time.

The simulator plays those that have a mode against a local server and moves its clock:
\`npm run entra -- --url … --misbehave <mode>\`, which may be given several times. The findings are in
\`lambdas/doctor/signatures/\`, one file for each group; \`npm run docs:doctor\` makes this table
from them. Number and id of a finding stay what they are.

| # | id | severity | what it says | cause | what to do | mode |
| - | -- | -------- | ------------ | ----- | ---------- | ---- |
`;

/** The text of docs/doctor.md as the signatures are now, formatted as the other documents are. */
export async function doctorDocument(): Promise<string> {
  const rows = SIGNATURES.map(({ number, id, severity, title, cause, fix }) => {
    const mode = MODES.find(({ signature }) => signature === number);
    const cells = [String(number), `\`${id}\``, severity, title, cause, fix, mode ? `\`${mode.name}\`` : '-'];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return format(`${INTRODUCTION}${rows.join('\n')}\n`, {
    ...(await resolveConfig(DOCTOR_DOCUMENT)),
    parser: 'markdown',
  });
}

/** Whether docs/doctor.md says what the signatures say. */
export async function isDoctorDocumentCurrent(): Promise<boolean> {
  return readFileSync(DOCTOR_DOCUMENT, 'utf8') === (await doctorDocument());
}

if (import.meta.main) {
  writeFileSync(DOCTOR_DOCUMENT, await doctorDocument());
  console.log(`${DOCTOR_DOCUMENT} is written`);
}
