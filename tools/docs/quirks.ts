import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { profiles } from '../../lambdas/scim/quirks/profiles.ts';
import type { Quirk } from '../../lambdas/scim/quirks/quirk.ts';

export const QUIRKS_DOCUMENT = 'docs/quirks.md';

const INTRODUCTION = `# Quirks

What clients send that the RFCs do not allow, and how this service handles it. Each quirk is one
file in \`lambdas/scim/quirks/entra\`; a profile is a set of quirks, and a tenant chooses a profile.
\`strict\` has none. No quirk makes a correct request wrong. [test/clients](../test/clients/README.md)
has the requests that clients send, one in each file, and a test plays them.

\`npm run docs:quirks\` generates this page from those files.

| quirk | what arrives | what the RFC says | what this service does | sent by | profiles |
| ----- | ------------ | ----------------- | ---------------------- | ------- | -------- |
`;

/** The text of docs/quirks.md as the quirks are now, formatted as the other documents are. */
export async function quirksDocument(): Promise<string> {
  const all = new Set(Object.values(profiles).flatMap((profile) => [...profile]));
  const rows = [...all].sort((a, b) => (a.name < b.name ? -1 : 1)).map(row);
  return format(`${INTRODUCTION}${rows.join('\n')}\n`, {
    ...(await resolveConfig(QUIRKS_DOCUMENT)),
    parser: 'markdown',
  });
}

function row(quirk: Quirk): string {
  const tolerating = Object.entries(profiles).flatMap(([name, profile]) => (profile.has(quirk) ? [`\`${name}\``] : []));
  const text = (sentence: string): string => sentence.replaceAll('<', '\\<');
  const sentBy = quirk.clients.join(', ') || 'reported, client not named';
  const cells = [
    quirk.name,
    `\`${quirk.arrives}\``,
    text(quirk.rfc),
    text(quirk.tolerance),
    sentBy,
    tolerating.join(', '),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** Whether docs/quirks.md says what the quirks say. */
export async function isCurrent(): Promise<boolean> {
  return readFileSync(QUIRKS_DOCUMENT, 'utf8') === (await quirksDocument());
}

if (import.meta.main) {
  writeFileSync(QUIRKS_DOCUMENT, await quirksDocument());
  console.log(`${QUIRKS_DOCUMENT} is written`);
}
