import { randomBytes } from 'node:crypto';
import { workerDatabase } from './worker-database.ts';

// Gives every suite a DynamoDB: $DYNAMODB_ENDPOINT if set, otherwise that of the worker. The SDK
// reads the variable, so nothing under test has to know that it is tested. The conformance suite
// over HTTP needs none.
if (!process.env['CONFORMANCE_URL']) {
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = process.env['DYNAMODB_ENDPOINT'] || (await workerDatabase());
  // An access key of its own is a database of its own there. In one for all, a write to a table with a
  // stream costs DynamoDB Local ten times as much once the streams of others hold 12,000 records.
  const key = randomBytes(10).toString('hex');
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: key, DYNAMODB_ACCESS_KEY: key });
}
