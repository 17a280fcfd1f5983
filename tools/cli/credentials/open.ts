import { userInfo } from 'node:os';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCredentialStore } from '../../../lambdas/store/credentials/credentials.ts';
import type { CredentialStore } from '../../../lambdas/store/ports/credentials.ts';
import type { TargetOptions } from '../target/options.ts';
import { findTarget, type Target } from '../target/target.ts';

/** The credentials of the tenant that is meant. Throws PlainError when it cannot be found. */
export async function openCredentials(options: TargetOptions): Promise<{ store: CredentialStore; target: Target }> {
  const target = await findTarget(options);
  return { store: credentialsOf(target), target };
}

/** The credentials of a tenant that was found. */
export const credentialsOf = ({ dynamodb, tableName }: Pick<Target, 'dynamodb' | 'tableName'>): CredentialStore =>
  createCredentialStore({ client: documentsOf({ dynamodb }), tableName });

/** What the store asks for. */
export const documentsOf = ({ dynamodb }: Pick<Target, 'dynamodb'>): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(dynamodb, { marshallOptions: { removeUndefinedValues: true } });

/**
 * Who made a credential: the account name on this machine, which is not personal in a pipeline and
 * known to the operator elsewhere.
 */
export function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under an id that no account has.
    return process.env['USER'] ?? 'unknown';
  }
}
