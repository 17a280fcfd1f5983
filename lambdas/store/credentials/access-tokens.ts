import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AccessToken, UsedAssertion } from '../../auth/access-token.ts';
import { accessTokenKey, assertionKey } from '../table/keys.ts';
import { openTable } from '../table/table.ts';
import type { TableOptions } from '../table/table.ts';
import { transact } from '../table/transact.ts';
import { DAY, SECOND } from '../../duration.ts';

export interface AccessTokenStore {
  /** Strongly consistent: a token may be used as soon as it was given out. 1 round trip. */
  get(tokenId: string): Promise<AccessToken | undefined>;
  /** Keeps a token and, in the same transaction, that the assertion for it was used; false, and nothing is kept, where that was used before. */
  put(accessToken: AccessToken, assertion?: UsedAssertion): Promise<boolean>;
}

/** Seconds that an expired token is kept, so that its refusal can say so. */
const KEPT_AFTER_EXPIRY = DAY / SECOND;

const secondsOf = (time: string): number => Math.ceil(Date.parse(time) / 1000);

export function createAccessTokenStore(options: TableOptions): AccessTokenStore {
  const table = openTable(options);
  const { client, tableName: TableName, retry } = table;
  return {
    get: async (tokenId) => {
      const input = { TableName, Key: accessTokenKey(tokenId), ConsistentRead: true };
      const { Item } = await retry(() => client.send(new GetCommand(input)));
      if (!Item) return undefined;
      const { pk: _pk, sk: _sk, ttl: _ttl, ...accessToken } = Item;
      return accessToken as AccessToken;
    },
    put: async (accessToken, assertion) => {
      const ttl = secondsOf(accessToken.expiresAt) + KEPT_AFTER_EXPIRY;
      const token = { TableName, Item: { ...accessTokenKey(accessToken.tokenId), ...accessToken, ttl } };
      if (!assertion) {
        await retry(() => client.send(new PutCommand(token)));
        return true;
      }
      const { issuer, jti, until } = assertion;
      const Item = { ...assertionKey(issuer, jti), ttl: secondsOf(until) };
      const used = { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' };
      return (await transact(table, [{ Put: token }, { Put: used }])).ok;
    },
  };
}
