import { workerDatabase } from './worker-database.ts';

// Gives every suite a DynamoDB: $DYNAMODB_ENDPOINT if set, otherwise that of the worker. The SDK
// reads the variable, so nothing under test has to know that it is tested. The conformance suite
// over HTTP needs none.
if (!process.env['CONFORMANCE_URL'])
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = process.env['DYNAMODB_ENDPOINT'] || (await workerDatabase());
