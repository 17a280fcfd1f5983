import { userInfo } from 'node:os';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Command, InvalidArgumentError, Option } from 'commander';
import { createCredential } from '../../lambdas/auth/credential.ts';
import type { Credential } from '../../lambdas/auth/credential.ts';
import { createCredentialStore } from '../../lambdas/store/credentials.ts';
import type { CredentialStore } from '../../lambdas/store/credentials.ts';
import { PlainError } from '../plain-error.ts';
import { formatTable } from './table.ts';
import { addTargetOptions, findTarget } from './target.ts';
import type { TargetOptions } from './target.ts';

const SCOPES = ['scim', 'directory'];
const DAY_MS = 86_400_000;
const LONGEST_DAYS = 3_650;

interface CommonOptions extends TargetOptions {
  json?: true;
}
interface CreateOptions extends CommonOptions {
  label: string;
  scope: string[];
  expiresInDays: number;
}

/** Adds `scim token create | list | revoke`. */
export function addTokenCommands(program: Command): void {
  const token = program.command('token').description('The secret tokens with which clients of a tenant sign in.');
  addTargetOptions(createCommand(token));
  addTargetOptions(listCommand(token));
  addTargetOptions(revokeCommand(token));
}

function createCommand(parent: Command): Command {
  const scope = new Option('--scope <scope...>', 'what it may do').choices(SCOPES).default(['scim']);
  return parent
    .command('create')
    .description('Make a token. Its secret is printed once, on stdout, and kept nowhere.')
    .option('--label <text>', 'what it is for', `made by ${userInfo().username}`)
    .addOption(scope)
    .option('--expires-in-days <number>', 'how long it is valid', toDays, 365)
    .option('--json', 'print an object with the token and what is known about it')
    .action(async (options: CreateOptions) => {
      const now = Date.now();
      const { credential, token } = createCredential({
        label: options.label,
        scopes: [...new Set(options.scope)],
        now: new Date(now).toISOString(),
        expiresAt: new Date(now + options.expiresInDays * DAY_MS).toISOString(),
      });
      await (await openStore(options)).put(credential);
      const { hash: _hash, ...known } = credential;
      console.error(`made ${describe(credential)}; this is the only time its secret is shown:`);
      console.log(options.json ? JSON.stringify({ token, ...known }) : token);
    });
}

function listCommand(parent: Command): Command {
  return parent
    .command('list')
    .description('Show every token, without its secret.')
    .option('--json', 'print a list of objects')
    .action(async (options: CommonOptions) => {
      const credentials = await (await openStore(options)).list();
      const known = credentials.map(({ hash: _hash, ...rest }) => ({ ...rest, state: stateOf(rest) }));
      console.log(options.json ? JSON.stringify(known) : formatTable(COLUMNS, known));
    });
}

function revokeCommand(parent: Command): Command {
  return parent
    .command('revoke')
    .description('End a token now. It is refused within half a minute, as answers of the authorizer are cached.')
    .argument('<keyId>', 'the key id that "scim token list" shows')
    .option('--json', 'print an object')
    .action(async (keyId: string, options: CommonOptions) => {
      const revokedAt = new Date().toISOString();
      if (!(await (await openStore(options)).revoke(keyId, revokedAt))) {
        throw new PlainError(`there is no token with key id "${keyId}": "scim token list" shows all`);
      }
      console.error(`token ${keyId} is revoked`);
      if (options.json) console.log(JSON.stringify({ keyId, revokedAt }));
    });
}

const COLUMNS = ['keyId', 'state', 'scopes', 'expiresAt', 'lastUsedOn', 'label'] as const;

async function openStore(options: TargetOptions): Promise<CredentialStore> {
  const { dynamodb, tableName } = await findTarget(options);
  const client = DynamoDBDocumentClient.from(dynamodb, { marshallOptions: { removeUndefinedValues: true } });
  return createCredentialStore({ client, tableName });
}

function stateOf({ revokedAt, expiresAt }: Pick<Credential, 'revokedAt' | 'expiresAt'>): string {
  if (revokedAt !== undefined) return 'revoked';
  return expiresAt <= new Date().toISOString() ? 'expired' : 'valid';
}

function describe({ keyId, label, scopes, expiresAt }: Credential): string {
  return `token ${keyId} "${label}" (${scopes.join(', ')}), valid until ${expiresAt.slice(0, 10)}`;
}

function toDays(text: string): number {
  const days = Number(text);
  if (!/^\d+$/.test(text) || days < 1 || days > LONGEST_DAYS) {
    throw new InvalidArgumentError(`days are a whole number from 1 to ${LONGEST_DAYS}.`);
  }
  return days;
}
