import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { paginateScan, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ServerInfo } from '../../tools/dev-server/server/state-folder.ts';

/** Every item of a running dev server's table but its credentials and what is counted about requests, by key, as JSON: what a cycle that writes nothing leaves as it is. */
export async function directoryItems(stateFolder: string, tenant: string): Promise<Record<string, string>> {
  const info = JSON.parse(readFileSync(path.join(stateFolder, tenant, 'server.json'), 'utf8')) as ServerInfo;
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: info.dynamodbEndpoint, region: info.region }),
  );
  const items: Record<string, string> = {};
  for await (const page of paginateScan({ client }, { TableName: info.tableName, ConsistentRead: true })) {
    for (const item of page.Items ?? []) {
      const { pk, sk } = item as { pk: string; sk: string };
      if (!pk.startsWith('CREDENTIAL#') && pk !== 'TRAFFIC' && !pk.startsWith('JOURNAL#'))
        items[`${pk} ${sk}`] = JSON.stringify(item);
    }
  }
  client.destroy();
  return items;
}
