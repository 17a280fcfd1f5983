import { Option } from 'commander';
import type { Command } from 'commander';
import { createClient, createClientSecret } from '../../lambdas/auth/client.ts';
import type { Client } from '../../lambdas/auth/client.ts';
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

/** What Entra's gallery asks of a client secret. */
const toYears = toWholeNumber('years', 1, 3);

interface CommonOptions extends TargetOptions {
  json?: true;
}
interface SecretOptions extends CommonOptions {
  years: number;
}

/** Adds `scim client create | list | rotate | revoke`. */
export function addClientCommands(program: Command): void {
  const client = program
    .command('client')
    .description('The OAuth clients of a tenant, which exchange id and secret for access tokens at /oauth/token.');
  for (const add of [createCommand, listCommand, rotateCommand, revokeCommand]) addTargetOptions(add(client));
}

function createCommand(parent: Command): Command {
  const scope = new Option('--scope <scope...>', 'what it may do').choices(SCOPES).default(['scim']);
  return parent
    .command('create')
    .description('Make a client with a secret, which is printed once, on stdout, and kept nowhere.')
    .option('--label <text>', 'what it is for', toLabel, `made by ${operatorName()}`)
    .addOption(scope)
    .option('--years <number>', 'how long the secret is valid: 1, 2 or 3', toYears, 1)
    .option('--json', 'print an object with client id and secret')
    .action(async (options: SecretOptions & { label: string; scope: string[] }) => {
      const { store, target } = await openCredentials(options);
      const { client, secretId, secret } = createClient({
        ...life(options, target.now),
        label: options.label,
        scopes: [...new Set(options.scope)],
      });
      await store.put(client);
      print(client, secretId, secret, options);
    });
}

function listCommand(parent: Command): Command {
  return parent
    .command('list')
    .description(
      'Show every client with its secrets, by their ids, and warn of those whose last secret expires within 30 days.',
    )
    .option('--json', 'print a list of objects')
    .action(async (options: CommonOptions) => {
      const { store, target } = await openCredentials(options);
      const clients = (await store.list()).filter(({ kind }) => kind === 'client-credentials');
      const views = clients.flatMap((client) => viewsOf(client, target.now));
      const rows = views.map((view) => ({
        ...view,
        clientId: view.keyId,
        expires: dayOf(view.expiresAt),
        lastUsedOn: dayOf(view.lastUsedAt),
      }));
      console.log(options.json ? JSON.stringify(rows) : formatTable(COLUMNS, rows));
      warnOfExpiry(views, 'client');
    });
}

function rotateCommand(parent: Command): Command {
  return parent
    .command('rotate')
    .description('Give a client another secret; the ones it has go on working for a while.')
    .argument('<clientId>', 'the client id that "scim client list" shows')
    .addOption(overlapOption('how long the other secrets still work: 90m, 12h, 7d'))
    .option('--years <number>', 'how long the new secret is valid: 1, 2 or 3', toYears, 1)
    .option('--yes', 'do not ask, which is done for an overlap below 80 minutes')
    .option('--json', 'print an object with client id and secret')
    .action(async (clientId: string, options: SecretOptions & { overlap: number; yes?: true }) => {
      const {
        store,
        target: { now },
      } = await openCredentials(options);
      const client = await findClient(store, clientId);
      if (client.revokedAt !== undefined) {
        throw new PlainError(`client ${clientId} is revoked: "scim client create" makes a new one`);
      }
      const { overlap, yes } = options;
      await confirmOverlap(`every other secret of client ${clientId}`, viewsOf(client, now), { overlap, yes, now });
      const othersEnd = later(now, overlap);
      const { secretId, secret, kept } = createClientSecret(life(options, now));
      if (!(await store.addSecret(client, { secretId, kept, othersEnd }))) {
        throw new PlainError(
          `client ${clientId} was changed by somebody else meanwhile, and nothing was made: see "scim client list"`,
        );
      }
      console.error(
        `the other secrets of ${clientId} work until ${othersEnd} at most: put the new one into Entra before that`,
      );
      print({ ...client, secrets: { [secretId]: kept } }, secretId, secret, options, { othersEndAt: othersEnd });
    });
}

function revokeCommand(parent: Command): Command {
  return parent
    .command('revoke')
    .description('End a client, or one of its secrets, now, and the access tokens that it got, within half a minute.')
    .argument('<clientId>', 'the client id that "scim client list" shows')
    .option('--secret <secretId>', 'only this secret')
    .option('--yes', 'do not ask')
    .option('--json', 'print an object')
    .action(async (clientId: string, options: CommonOptions & { secret?: string; yes?: true }) => {
      const { secret, yes, json } = options;
      const {
        store,
        target: { now },
      } = await openCredentials(options);
      const client = await findClient(store, clientId);
      const views = viewsOf(client, now).filter(({ secretId }) => secret === undefined || secretId === secret);
      if (secret !== undefined && views.length === 0) {
        throw new PlainError(`client ${clientId} has no secret "${secret}": "scim client list" shows all`);
      }
      const what = secret === undefined ? `client ${clientId}` : `secret ${secret} of client ${clientId}`;
      await confirmRevoke(what, views, { yes, now });
      const after = await store.revoke(clientId, now, secret);
      const { revokedAt } = (secret === undefined ? after : (after as Client | undefined)?.secrets[secret]) ?? {};
      console.error(`${what} is revoked since ${revokedAt}`);
      if (json) console.log(JSON.stringify({ clientId, ...(secret !== undefined && { secretId: secret }), revokedAt }));
    });
}

const COLUMNS = ['clientId', 'secretId', 'state', 'scopes', 'expires', 'lastUsedOn', 'createdBy', 'label'] as const;

async function findClient(store: CredentialStore, clientId: string): Promise<Client> {
  const found = await store.get(clientId);
  if (found?.kind === 'client-credentials') return found;
  throw new PlainError(`there is no client with id "${clientId}": "scim client list" shows all`);
}

function life({ years }: SecretOptions, now: string) {
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return { now, expiresAt: end.toISOString(), createdBy: operatorName() };
}

function print(client: Client, secretId: string, secret: string, { json }: CommonOptions, more: object = {}): void {
  const { keyId: clientId, label, scopes, secrets } = client;
  const expiresAt = secrets[secretId]?.expiresAt;
  console.error(
    `client id ${clientId} "${label}" (${scopes.join(', ')}); its secret ${secretId} is valid until ${dayOf(expiresAt)}, and this is the only time it is shown:`,
  );
  console.log(json ? JSON.stringify({ clientId, secretId, secret, label, scopes, expiresAt, ...more }) : secret);
}
