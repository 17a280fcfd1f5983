import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { SETUP_BASE } from '../../../lambdas/directory/setup/paths.ts';
import { SCIM_BASE, TOKEN_PATH } from '../../../lambdas/http/paths.ts';
import { messageOf } from '../../../lib/thrown.ts';
import { PlainError } from '../../plain-error.ts';
import { tell } from '../output/width.ts';
import { sheetHtml } from '../sheet/sheet.ts';
import { operate } from '../target/functions.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';
import { findTarget } from '../target/target.ts';
import { toEndpoint } from './setup-link/create.ts';

interface Options extends TargetOptions {
  endpoint?: string;
  out?: string;
  support?: string;
}

/** Adds `scim setup-sheet`. */
export function addSetupSheetCommand(program: Command): void {
  addTargetOptions(
    program
      .command('setup-sheet')
      .description(
        "What the setup page tells the customer's Entra admin, as one HTML file to print or to mail. It holds no secret.",
      )
      .option('--out <file>', 'where it is written, instead of stdout')
      .option('--support <contact>', 'whom the admin asks for help: an address, a number')
      .option('--endpoint <url>', 'the address of the API, where it has a domain of its own', toEndpoint),
  ).action(makeSheet);
}

async function makeSheet({ endpoint, out, support, ...options }: Options): Promise<void> {
  const target = await findTarget(options);
  const mount = endpoint ?? (await target.tenantUrl()).replace(new RegExp(`${SCIM_BASE}/?$`), '');
  const [settings, mapping, { summary }] = await Promise.all([
    operate(target, 'settings', {}),
    operate(target, 'mapping', {}),
    operate(target, 'doctor', {}),
  ]);
  const html = sheetHtml({
    tenant: options.tenant,
    tenantUrl: `${mount}${SCIM_BASE}`,
    tokenUrl: `${mount}${TOKEN_PATH}`,
    setupUrl: `${mount}${SETUP_BASE}`,
    now: target.now,
    support,
    settings,
    mapping,
    summary,
  });
  if (out === undefined) console.log(html.trimEnd());
  else save(out, html);
}

function save(file: string, html: string): void {
  try {
    writeFileSync(file, html);
  } catch (error) {
    throw new PlainError(`the sheet cannot be written: ${messageOf(error)}`, { cause: error });
  }
  tell(`the sheet is in ${file}: open it in a browser to print it`);
}
