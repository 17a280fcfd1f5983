// Answers as DynamoDB does about a table that has its shape and nothing else, so that only the function takes time.
import { createServer } from 'node:http';
import { SHAPE } from '../../lambdas/store/table/meet-shape.ts';
import { SHAPE_KEY } from '../../lambdas/store/table/tenant-keys.ts';

const NOTHING: Readonly<Record<string, object>> = { Query: { Items: [], Count: 0, ScannedCount: 0 } };
const item = { pk: { S: SHAPE_KEY.pk }, sk: { S: SHAPE_KEY.sk }, shape: { N: String(SHAPE) } };

const server = createServer((request, response) => {
  const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const asksShape = operation === 'GetItem' && Buffer.concat(chunks).includes(`"${SHAPE_KEY.pk}"`);
    const body = JSON.stringify(asksShape ? { Item: item } : (NOTHING[operation] ?? {}));
    response.writeHead(200, {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.(address.port);
});
