import { DAY, SECOND } from '../../duration.ts';
import type { AccessTokenStore } from '../ports/access-tokens.ts';
import { IS_ABSENT } from '../table/key.ts';
import { openTable } from '../table/open-table.ts';
import type { TableOptions } from '../table/open-table.ts';
import { getItem } from '../table/read.ts';
import { TABLE_KEY, TTL_ATTRIBUTE } from '../table/shape.ts';
import { accessTokenKey, assertionKey } from '../table/tenant-keys.ts';
import { putItem, transact } from '../table/transact.ts';

/** Seconds that an expired token is kept, so that its refusal can say so. */
const KEPT_AFTER_EXPIRY = DAY / SECOND;

const secondsOf = (time: string): number => Math.ceil(Date.parse(time) / SECOND);

export function createAccessTokenStore(options: TableOptions): AccessTokenStore {
  const table = openTable(options);
  const TableName = table.tableName;
  return {
    get: async (tokenId) => {
      const item = await getItem(table, accessTokenKey(tokenId));
      if (!item) return undefined;
      const { [TABLE_KEY.partition]: _pk, [TABLE_KEY.sort]: _sk, [TTL_ATTRIBUTE]: _ttl, ...accessToken } = item;
      return accessToken;
    },
    put: async (accessToken, assertion) => {
      const ttl = secondsOf(accessToken.expiresAt) + KEPT_AFTER_EXPIRY;
      const token = { ...accessTokenKey(accessToken.tokenId), ...accessToken, [TTL_ATTRIBUTE]: ttl };
      if (!assertion) {
        await putItem(table, token);
        return true;
      }
      const used = {
        ...assertionKey(assertion.issuer, assertion.jti),
        [TTL_ATTRIBUTE]: secondsOf(assertion.until),
      };
      const result = await transact(table, [
        { Put: { TableName, Item: token } },
        { Put: { TableName, Item: used, ConditionExpression: IS_ABSENT } },
      ]);
      return result.ok;
    },
  };
}
