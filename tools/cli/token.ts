import { Option } from 'commander';
import type { Command } from 'commander';
import { createCredential } from '../../lambdas/auth/credential.ts';
import type { Credential } from '../../lambdas/auth/credential.ts';
import { SCOPES } from '../../lambdas/auth/scopes.ts';
import type { CredentialStore } from '../../lambdas/store/ports/credentials.ts';
import { PlainError } from '../plain-error.ts';
import { later, overlapOption, toLabel, toWholeNumber } from './arguments.ts';
import {
  confirmOverlap,
  confirmRevoke,
  dayOf,
  openCredentials,
  operatorName,
  viewsOf,
  warnOfExpiry,
} from './credentials.ts';
import { formatTable } from './table.ts';
import { addTargetOptions } from './target.ts';
import type { TargetOptions } from './target.ts';
import { DAY } from '../../lambdas/duration.ts';

const toDays = toWholeNumber('days', 1, 3650);

interface CommonOptions extends TargetOptions {
  json?: true;
}
interface MakeOptions extends CommonOptions {
  label?: string;
  expiresInDays: number;
}

/** Adds `scim token create | list | rotate | revoke`. */
export function addTokenCommands(program: Command): void {
  const token = program.command('token').description('The secret tokens with which clients of a tenant sign in.');
  for (const add of [createCommand, listCommand, rotateCommand, revokeCommand]) addTargetOptions(add(token));
}

function createCommand(parent: Command): Command {
  const scope = new Option('--scope <scope...>', 'what it may do').choices(SCOPES).default(['scim']);
  return parent
    .command('create')
    .description('Make a token. Its secret is printed once, on stdout, and kept nowhere.')
    .option('--label <text>', 'what it is for', toLabel, `made by ${operatorName()}`)
    .addOption(scope)
    .option('--expires-in-days <number>', 'how long it is valid', toDays, 365)
    .option('--json', 'print an object with the token and what is known about it')
    .action(async (options: MakeOptions & { label: string; scope: string[] }) => {
      const { store, target } = await openCredentials(options);
      const made = make({ ...options, scopes: [...new Set(options.scope)] }, target.now);
      await store.put(made.credential);
      print(made, options);
    });
}

function listCommand(parent: Command): Command {
  return parent
    .command('list')
    .description('Show every token, without its secret, and warn of those that expire within 30 days.')
    .option('--json', 'print a list of objects')
    .action(async (options: CommonOptions) => {
      const { store, target } = await openCredentials(options);
      const views = (await store.list()).filter(isToken).flatMap((credential) => viewsOf(credential, target.now));
      const rows = views.map((view) => ({
        ...view,
        expires: dayOf(view.expiresAt),
        lastUsedOn: dayOf(view.lastUsedAt),
      }));
      console.log(options.json ? JSON.stringify(rows) : formatTable(COLUMNS, rows));
      warnOfExpiry(views, 'token');
    });
}

function rotateCommand(parent: Command): Command {
  return parent
    .command('rotate')
    .description('Make a token in place of another one, which goes on working for a while.')
    .argument('<keyId>', 'the key id that "scim token list" shows')
    .addOption(overlapOption('how long the old one still works: 90m, 12h, 7d'))
    .option('--label <text>', 'what it is for (default: as the old one)', toLabel)
    .option('--expires-in-days <number>', 'how long the new one is valid', toDays, 365)
    .option('--yes', 'do not ask, which is done for an overlap below 80 minutes')
    .option('--json', 'print an object with the token and what is known about it')
    .action(async (keyId: string, options: MakeOptions & { overlap: number; yes?: true }) => {
      const {
        store,
        target: { now },
      } = await openCredentials(options);
      const old = await findToken(store, keyId);
      if (old.revokedAt !== undefined || old.expiresAt <= now) {
        throw new PlainError(`token ${keyId} has ended: "scim token create" makes a new one`);
      }
      if (old.replacedBy !== undefined) {
        throw new PlainError(
          `token ${keyId} is replaced by ${old.replacedBy} already: rotate that one, or "scim token create"`,
        );
      }
      const made = make({ ...options, label: options.label ?? old.label, scopes: old.scopes }, now);
      const { overlap, yes } = options;
      await confirmOverlap(`token ${keyId}`, viewsOf(old, now), { overlap, yes, now });
      const end = later(now, overlap);
      const ends = end < old.expiresAt ? end : old.expiresAt;
      if (!(await store.replace(old, ends, made.credential))) {
        throw new PlainError(
          `token ${keyId} was changed by somebody else meanwhile, and nothing was made: see "scim token list"`,
        );
      }
      console.error(`token ${keyId} works until ${ends}: put the new one into Entra before that`);
      print(made, options, { replaces: keyId, replacedEndsAt: ends });
    });
}

function revokeCommand(parent: Command): Command {
  return parent
    .command('revoke')
    .description('End a token now. It is refused within half a minute, as answers of the authorizer are cached.')
    .argument('<keyId>', 'the key id that "scim token list" shows')
    .option('--yes', 'do not ask')
    .option('--json', 'print an object')
    .action(async (keyId: string, options: CommonOptions & { yes?: true }) => {
      const {
        store,
        target: { now },
      } = await openCredentials(options);
      const token = await findToken(store, keyId);
      await confirmRevoke(`token ${keyId}`, viewsOf(token, now), { yes: options.yes, now });
      const { revokedAt } = (await store.revoke(keyId, now)) ?? token;
      console.error(`token ${keyId} is revoked since ${revokedAt}`);
      if (options.json) console.log(JSON.stringify({ keyId, revokedAt }));
    });
}

const COLUMNS = ['keyId', 'state', 'scopes', 'expires', 'lastUsedOn', 'createdBy', 'label'] as const;

const isToken = ({ kind }: { kind: string }): boolean => kind === 'bearer';

async function findToken(store: CredentialStore, keyId: string): Promise<Credential> {
  const found = await store.get(keyId);
  if (found?.kind === 'bearer') return found;
  throw new PlainError(`there is no token with key id "${keyId}": "scim token list" shows all`);
}

type Made = ReturnType<typeof createCredential>;

function make(
  { label, scopes, expiresInDays }: { label: string; scopes: readonly string[]; expiresInDays: number },
  now: string,
): Made {
  const expiresAt = later(now, expiresInDays * DAY);
  return createCredential({ label, scopes, now, expiresAt, createdBy: operatorName() });
}

function print({ credential, token }: Made, { json }: CommonOptions, more: object = {}): void {
  const { hash: _hash, ...known } = credential;
  const { keyId, label, scopes, expiresAt } = known;
  console.error(
    `made token ${keyId} "${label}" (${scopes.join(', ')}), valid until ${dayOf(expiresAt)}; this is the only time its secret is shown:`,
  );
  console.log(json ? JSON.stringify({ token, ...known, ...more }) : token);
}
