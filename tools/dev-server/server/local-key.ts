import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { foreignOrigin } from '../../local-host.ts';
import { accessKeyIn, type AccessKey } from '../access/callers.ts';

/** With the key of the server, by whoever moves its clock. */
export const KEY_HEADER = 'x-local-key';

/** A key that nobody guesses, of letters and digits, as DynamoDB Local demands of an access key. */
export const newKey = (): string => randomBytes(20).toString('hex');

/** A key as what the AWS SDK signs with. */
export const signedWith = (key: string): AccessKey => ({ accessKeyId: key, secretAccessKey: key });

/** The key in a file that only its owner may read; it is made where there is none. */
export function keptKey(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const key = newKey();
  writeFileSync(file, `${key}\n`, { mode: 0o600 });
  return key;
}

/**
 * Why a request to what is for programs on this machine (the clock, Lambda's Invoke API) is refused;
 * undefined where it comes with the key of this start, in its header or as what it is signed with.
 */
export function localRefusal({ headers }: Pick<IncomingMessage, 'headers'>, key: string): string | undefined {
  const foreign = foreignOrigin(headers);
  if (foreign !== undefined) return foreign;
  if (headers[KEY_HEADER] === key || accessKeyIn(headers.authorization) === key) return undefined;
  return (
    `this is for programs that know the key of the running server: "key" in server.json of the tenant's state ` +
    `folder (.local/<tenant>), sent as ${KEY_HEADER} or as the access key of AWS`
  );
}
