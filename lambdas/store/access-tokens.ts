import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AccessToken } from '../auth/access-token.ts';
import { accessTokenKey, assertionKey } from './keys.ts';
import { openTable } from './table.ts';
import type { TableOptions } from './table.ts';

export interface AccessTokenStore {
  /** Strongly consistent: a token may be used as soon as it was given out. 1 round trip. */
  get(tokenId: string): Promise<AccessToken | undefined>;
  put(accessToken: AccessToken): Promise<void>;
  /** Notes that the assertion with this `jti` was used; false where it was before. `until` is ISO 8601. */
  useAssertion(issuer: string, jti: string, until: string): Promise<boolean>;
}

/** Seconds that an expired token is kept, so that its refusal can say so. */
const KEPT_AFTER_EXPIRY = 86_400;

const secondsOf = (time: string): number => Math.ceil(Date.parse(time) / 1000);

export function createAccessTokenStore(options: TableOptions): AccessTokenStore {
  const { client, tableName: TableName, retry } = openTable(options);
  return {
    get: async (tokenId) => {
      const input = { TableName, Key: accessTokenKey(tokenId), ConsistentRead: true };
      const { Item } = await retry(() => client.send(new GetCommand(input)));
      if (!Item) return undefined;
      const { pk: _pk, sk: _sk, ttl: _ttl, ...accessToken } = Item;
      return accessToken as AccessToken;
    },
    put: async (accessToken) => {
      const ttl = secondsOf(accessToken.expiresAt) + KEPT_AFTER_EXPIRY;
      const Item = { ...accessTokenKey(accessToken.tokenId), ...accessToken, ttl };
      await retry(() => client.send(new PutCommand({ TableName, Item })));
    },
    useAssertion: async (issuer, jti, until) => {
      try {
        await retry(() =>
          client.send(
            new PutCommand({
              TableName,
              Item: { ...assertionKey(issuer, jti), ttl: secondsOf(until) },
              ConditionExpression: 'attribute_not_exists(pk)',
            }),
          ),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}
