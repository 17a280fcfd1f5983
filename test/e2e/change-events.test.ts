import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { ChangeEvent } from '../../lambdas/events/event.ts';
import type { EventsTarget } from '../../tools/cli/target/events-target.ts';
import { redrive } from '../../tools/cli/events/redrive.ts';
import { startLocalServices, type LocalServices } from '../../tools/dev-server/events/local-services.ts';
import { signedWith } from '../../tools/dev-server/server/local-key.ts';
import { readServerInfo } from '../../tools/dev-server/server/state-folder.ts';
import { schemaProblems } from '../support/event-schemas.ts';
import { patchOf } from '../support/groups.ts';
import { readStream } from '../support/stream.ts';
import { eventually } from '../support/eventually.ts';
import { startLocalTenant, type LocalTenant } from '../support/local-tenant.ts';
import { runCli } from '../support/run-cli.ts';
import { wholePlay } from '../support/sizes.ts';

/** The whole way: a request, the table's stream, the event source mapping of the template, the bundle, the bus; and the CLI. */
describe('what changes in a local tenant is told', () => {
  const queueFolder = mkdtempSync(path.join(tmpdir(), 'scim-queue-'));
  let local: LocalTenant;
  let url: string;
  let token: string;
  let eventsFile: string;
  let services: LocalServices;

  beforeAll(async () => {
    local = await startLocalTenant();
    ({ url, token, eventsFile } = local);
    // Where readServerInfo looks.
    process.env['SCIM_LOCAL_DIR'] = local.folder;
    services = await startLocalServices(queueFolder, { memory: true });
  });
  afterAll(async () => {
    await services?.stop();
    await local?.stop();
    rmSync(queueFolder, { recursive: true, force: true });
  });

  const events = (): ChangeEvent[] =>
    existsSync(eventsFile)
      ? readFileSync(eventsFile, 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => (JSON.parse(line) as { detail: ChangeEvent }).detail)
      : [];
  const about = (id: string): ChangeEvent[] => events().filter((event) => event.id === id);

  async function request(method: string, target: string, body?: object): Promise<string> {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/scim+json' };
    const answer = await fetch(url + target, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status} ${text}`);
    return text === '' ? '' : (JSON.parse(text) as { id: string }).id;
  }

  const scim = (...args: string[]) => runCli(local.folder, args);

  function eventsTarget(): EventsTarget {
    const info = readServerInfo('demo')!;
    const access = { region: info.region, credentials: signedWith(info.key) };
    return {
      place: 'local',
      now: new Date().toISOString(),
      tableName: info.tableName,
      tenantUrl: () => Promise.resolve(info.url),
      events: () => Promise.reject(new Error('they are here')),
      purgeFunctionName: '',
      operatorFunctionName: '',
      changesFunctionName: info.functions['changes'] ?? '',
      deadLettersUrl: 'queue',
      dynamodb: new DynamoDBClient({ ...access, endpoint: info.dynamodbEndpoint }),
      streams: new DynamoDBStreamsClient({ ...access, endpoint: info.dynamodbEndpoint }),
      lambda: new LambdaClient({ ...access, endpoint: `http://127.0.0.1:${info.port}` }),
      sqs: new SQSClient({ ...access, endpoint: services.endpoint, useQueueUrlAsEndpoint: false }),
    };
  }

  wholePlay('as it happens, by replay and by redrive', async () => {
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
    const id = await request('POST', '/Users', { schemas, userName: 'anna@example.com' });
    const gone = await request('POST', '/Users', { schemas, userName: 'bob@example.com' });
    await request('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'active', value: false }));
    await request('DELETE', `/Users/${gone}`);
    await eventually(() => (about(id).length === 2 && about(gone).length === 2 ? true : undefined));
    expect(about(id).map(({ event }) => event)).toEqual(['user.created', 'user.deactivated']);
    expect(about(gone).map(({ event }) => event)).toEqual(['user.created', 'user.deleted']);

    const replayed = await scim('events', 'replay', '--all');
    expect(replayed).toMatchObject({
      stderr: expect.stringMatching(/^target: .*\n$/),
      code: 0,
      stdout: 'sent again: 2 events\n',
    });
    expect(about(id).at(-1)).toMatchObject({ event: 'user.deactivated', version: 2, replayed: true });
    expect(about(gone).at(-1)).toMatchObject({ event: 'user.deleted', version: 2, replayed: true });
    const since = await scim('events', 'replay', '--since', '2999-01-01');
    expect(since).toMatchObject({ code: 0, stdout: 'sent again: 0 events\n' });
    expect(await scim('events', 'replay')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--all or --since/),
    });

    const nothing = 'batches of changes: 0 told, 0 failed again, 0 gone\n';
    expect(await scim('events', 'redrive')).toMatchObject({ code: 0, stdout: nothing });

    const all = eventsTarget();
    const { dynamodb: client, tableName } = all;
    const records = await readStream({ client, tableName }, readServerInfo('demo')?.dynamodbEndpoint);
    const mine = records.filter(({ dynamodb }) => dynamodb?.NewImage?.['id']?.S === id && dynamodb.NewImage['version']);
    const number = (at: number): string => mine.at(at)?.dynamodb?.SequenceNumber ?? '';
    const streamArn = mine[0]?.eventSourceARN ?? '';
    const shardId = await shardOf(all, streamArn);
    const where = { shardId, streamArn, startSequenceNumber: number(0), endSequenceNumber: number(-1) };
    services.addDeadLetter({ timestamp: new Date().toISOString(), DDBStreamBatchInfo: where });
    const lost = { ...where, shardId: 'shardId-00000000000000000000-00000000' };
    services.addDeadLetter({ timestamp: '2026-11-24T12:00:00.000Z', DDBStreamBatchInfo: lost });

    const before = about(id).length;
    expect(await redrive(all)).toEqual({ told: 1, failed: 0, gone: ['2026-11-23T12:00:00.000Z'] });
    const again = about(id).slice(before);
    expect(again.map(({ eventId }) => eventId)).toEqual([`demo/User/${id}/1`, `demo/User/${id}/2`]);
    expect(await redrive(all)).toMatchObject({ told: 0, gone: ['2026-11-23T12:00:00.000Z'] });

    // What cannot be read to its end is not told, and stays in the queue.
    services.addDeadLetter({
      timestamp: new Date().toISOString(),
      DDBStreamBatchInfo: { ...where, endSequenceNumber: `${number(-1)}0` },
    });
    const told = about(id).length;
    const kept = { told: 0, failed: 1, gone: ['2026-11-23T12:00:00.000Z'] };
    expect(await redrive(all)).toEqual(kept);
    expect(await redrive(all)).toEqual(kept);
    expect(about(id)).toHaveLength(told);

    expect(events().flatMap(schemaProblems)).toEqual([]);
    expect(readFileSync(eventsFile, 'utf8')).not.toMatch(/anna|bob/);
    expect(local.server.output.stderr).toBe('');
  });
});

async function shardOf({ streams }: EventsTarget, StreamArn: string): Promise<string> {
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  return StreamDescription?.Shards?.[0]?.ShardId ?? '';
}
