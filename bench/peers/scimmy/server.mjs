// A host for SCIMMY, which brings the protocol and leaves the store to its host: DynamoDB, by the document client.
// It is as quick as a small host can be: one item a resource, one for its name, one for each member, and a PATCH reads
// what it changes once. What SCIMMY gives a host is the resource as a whole, before and after, so that it has to read
// and compare all members.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  PutCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';
import { listen, TOKEN } from '../serve.ts';
import { memberKey, nameKey, resourceKey, TABLE } from './keys.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const { User, Group } = SCIMMY.Resources;
const notFound = (id) => new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);

async function get(key) {
  const { Item } = await client.send(new GetCommand({ TableName: TABLE, Key: key, ConsistentRead: true }));
  return Item;
}

async function query(pk) {
  const items = [];
  const asked = {
    TableName: TABLE,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateQuery({ client }, asked)) items.push(...Items);
  return items;
}

const membersOf = async (group) => (await query(memberKey(group, '').pk)).map(({ sk }) => sk);

async function writeMembers(group, requests) {
  for (let from = 0; from < requests.length; from += 25) {
    const RequestItems = { [TABLE]: requests.slice(from, from + 25) };
    await client.send(new BatchWriteCommand({ RequestItems }));
  }
}

const withList = (resource, members) => ({ ...resource, members: members.map((value) => ({ value, type: 'User' })) });

/** What a resource is, without what SCIMMY adds itself. */
function plain(instance, id, created) {
  const { schemas: _schemas, meta: _meta, members, ...resource } = JSON.parse(JSON.stringify(instance));
  const meta = { created, lastModified: new Date().toISOString() };
  return { resource: { ...resource, id, meta }, members: members?.map(({ value }) => value) ?? [] };
}

/** The handlers of a type whose names are unique. */
function handlersOf(type, nameOf) {
  const hasMembers = type === 'Group';

  async function read(id, seen, withMembers = hasMembers) {
    const item = await get(resourceKey(type, id));
    if (!item) throw notFound(id);
    const members = withMembers ? await membersOf(id) : [];
    seen.set(id, { resource: item.resource, members });
    return withMembers ? withList(item.resource, members) : item.resource;
  }

  async function egress({ id, filter, attributes }, seen) {
    const withMembers = hasMembers && !attributes?.some(({ members }) => members?.[0] === 'np');
    if (id !== undefined) return read(id, seen, withMembers);
    const [only = {}, ...others] = filter ?? [];
    const [operator, name] = only[nameOf] ?? [];
    if (others.length === 0 && Object.keys(only).length === 1 && operator === 'eq') {
      const taken = await get(nameKey(type, String(name)));
      return taken ? [await read(taken.id, seen, withMembers)] : [];
    }
    const all = [];
    // Of all of them everything: the filter may ask for it.
    for (const { sk } of await query(type)) all.push(await read(sk, seen));
    return filter ? filter.match(all) : all;
  }

  async function ingress({ id: known }, instance, seen) {
    // A PATCH has read it; a PUT has not.
    if (known !== undefined && !seen.has(known)) await read(known, seen);
    const id = known ?? randomUUID();
    const { resource: before, members: were } = seen.get(id) ?? { members: [] };
    const { resource, members } = plain(instance, id, before?.meta.created ?? new Date().toISOString());
    const item = { TableName: TABLE, Item: { ...resourceKey(type, id), resource } };
    if (before?.[nameOf] === resource[nameOf]) await client.send(new PutCommand(item));
    else await rename(before, resource, item);
    if (hasMembers) {
      const [old, wanted] = [new Set(were), new Set(members)];
      await writeMembers(id, [
        ...[...wanted.difference(old)].map((one) => ({ PutRequest: { Item: memberKey(id, one) } })),
        ...[...old.difference(wanted)].map((one) => ({ DeleteRequest: { Key: memberKey(id, one) } })),
      ]);
    }
    return hasMembers ? withList(resource, members) : resource;
  }

  async function rename(before, resource, item) {
    const Item = { ...nameKey(type, resource[nameOf]), id: resource.id };
    const claim = {
      TableName: TABLE,
      Item,
      ConditionExpression: 'attribute_not_exists(pk) OR id = :id',
      ExpressionAttributeValues: { ':id': resource.id },
    };
    const old = before && nameKey(type, before[nameOf]);
    const release = old && old.pk !== Item.pk ? [{ Delete: { TableName: TABLE, Key: old } }] : [];
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [{ Put: item }, { Put: claim }, ...release] }));
    } catch (error) {
      if (error.name !== 'TransactionCanceledException') throw error;
      throw new SCIMMY.Types.Error(409, 'uniqueness', `${nameOf} is taken`);
    }
  }

  async function degress({ id }, seen) {
    const resource = await read(id, seen, hasMembers);
    const keys = [resourceKey(type, id), nameKey(type, resource[nameOf])];
    const TransactItems = keys.map((Key) => ({ Delete: { TableName: TABLE, Key } }));
    await client.send(new TransactWriteCommand({ TransactItems }));
    const gone = (resource.members ?? []).map(({ value: one }) => ({ DeleteRequest: { Key: memberKey(id, one) } }));
    await writeMembers(id, gone);
  }
  return { ingress, egress, degress };
}

SCIMMY.Resources.declare(User.extend(SCIMMY.Schemas.EnterpriseUser, false), handlersOf('User', 'userName'));
SCIMMY.Resources.declare(Group, handlersOf('Group', 'displayName'));

const app = express();
const routers = new SCIMMYRouters({
  type: 'bearer',
  handler: (request) => {
    if (request.header('authorization') !== `Bearer ${TOKEN}`) throw new Error('unknown token');
    return 'bench';
  },
  // What a request has read, by id.
  context: () => new Map(),
});
app.use('/scim/v2', routers);
listen(createServer(app), { base: '/scim/v2', token: TOKEN });
