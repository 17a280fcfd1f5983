import type { Answer, Call, RequestKind } from './exchange.ts';
import { statusComplaint } from './expected-status.ts';
import { groupComplaint } from './group-expectations.ts';
import { CORE_USER, ENTERPRISE_USER } from '../dialect/mapping.ts';
import { isObject, memberOf, textOf, type Json, type JsonObject } from '../dialect/target-path.ts';

/** One thing Entra relies on in an answer; `complaint` names what is wrong, or nothing. */
interface Expectation {
  name: string;
  complaint: (call: Call, answer: Answer) => string | undefined;
}

const LIST_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

const QUERIES = new Set<RequestKind>([
  'probe users',
  'probe groups',
  'match',
  'check manager',
  'match group',
  'check member',
]);
const WITH_USER = new Set<RequestKind>(['create', 'read', 'update', 'set manager']);
const UNIQUE_TYPES = ['emails', 'phoneNumbers', 'addresses'];

const show = (value: Json | undefined): string => (value === undefined ? 'nothing' : JSON.stringify(value));
const succeeded = (answer: Answer): boolean => answer.status >= 200 && answer.status < 300;
const isId = (value: Json | undefined): value is string => typeof value === 'string' && value !== '';

function listOf(call: Call, answer: Answer): JsonObject | undefined {
  return QUERIES.has(call.kind) && succeeded(answer) && isObject(answer.json) ? answer.json : undefined;
}

/** The whole users in an answer: the resource itself, or what a match query found. */
function usersIn(call: Call, answer: Answer): JsonObject[] {
  if (!succeeded(answer) || !isObject(answer.json)) return [];
  if (WITH_USER.has(call.kind)) return [answer.json];
  const found = call.kind === 'match' ? memberOf(answer.json, 'Resources') : undefined;
  return Array.isArray(found) ? found.filter(isObject) : [];
}

function firstComplaint(users: JsonObject[], complain: (user: JsonObject) => string | undefined): string | undefined {
  return users.map(complain).find((complaint) => complaint !== undefined);
}

function listComplaint(call: Call, answer: Answer): string | undefined {
  if (!QUERIES.has(call.kind) || !succeeded(answer)) return undefined;
  const list = listOf(call, answer);
  const schemas = list && memberOf(list, 'schemas');
  if (list === undefined || !Array.isArray(schemas) || !schemas.includes(LIST_RESPONSE)) {
    return `schemas is ${show(schemas)} instead of ["${LIST_RESPONSE}"]: not a list response`;
  }
  const [total, resources] = [memberOf(list, 'totalResults'), memberOf(list, 'Resources')];
  if (typeof total !== 'number') return `totalResults is ${show(total)} instead of a number`;
  if (!Array.isArray(resources)) return `Resources is ${show(resources)} instead of an array`;
  if (resources.length > total) return `totalResults is ${total}, but Resources holds ${resources.length}`;
  if (call.kind.startsWith('probe') && total !== 0) return `a random GUID found ${total} resources instead of none`;
  if (total > 1) return `${total} resources match (Entra: DuplicateTargetEntries)`;
  return firstComplaint(resources.filter(isObject), (resource) =>
    isId(memberOf(resource, 'id')) ? undefined : `a resource of the list has no id: ${show(resource)}`,
  );
}

function idComplaint(call: Call, answer: Answer): string | undefined {
  return firstComplaint(usersIn(call, answer), (user) => {
    const id = memberOf(user, 'id');
    if (!isId(id)) return `id is ${show(id)} instead of a string`;
    return call.id === undefined || id === call.id ? undefined : `id is "${id}" instead of "${call.id}"`;
  });
}

function booleanComplaint(call: Call, answer: Answer): string | undefined {
  return firstComplaint(usersIn(call, answer), (user) => {
    const active = memberOf(user, 'active');
    if (typeof active !== 'boolean') return `active is ${show(active)} instead of a boolean`;
    for (const value of Object.values(user)) {
      for (const element of Array.isArray(value) ? value.filter(isObject) : []) {
        const primary = memberOf(element, 'primary');
        if (primary !== undefined && typeof primary !== 'boolean') return `primary is ${show(primary)}`;
      }
    }
    return undefined;
  });
}

function managerComplaint(call: Call, answer: Answer): string | undefined {
  return firstComplaint(usersIn(call, answer), (user) => {
    if (memberOf(user, 'manager') !== undefined) return `manager is outside of ${ENTERPRISE_USER}`;
    const extension = memberOf(user, ENTERPRISE_USER);
    const manager = isObject(extension) ? memberOf(extension, 'manager') : undefined;
    if (manager === undefined || (isObject(manager) && isId(memberOf(manager, 'value')))) return undefined;
    return `manager is ${show(manager)} instead of {"value": "<id>"}`;
  });
}

function typesComplaint(call: Call, answer: Answer): string | undefined {
  return firstComplaint(usersIn(call, answer), (user) => {
    for (const attribute of UNIQUE_TYPES) {
      const elements = memberOf(user, attribute);
      const types = (Array.isArray(elements) ? elements : []).map((element) =>
        isObject(element) ? memberOf(element, 'type') : undefined,
      );
      if (new Set(types).size < types.length) return `${attribute} holds one type twice: ${show(elements)}`;
    }
    return undefined;
  });
}

function metaComplaint(call: Call, answer: Answer): string | undefined {
  return firstComplaint(usersIn(call, answer), (user) => {
    const meta = memberOf(user, 'meta');
    if (!isObject(meta)) return `meta is ${show(meta)} instead of an object`;
    if (meta['resourceType'] !== 'User') return `meta.resourceType is ${show(meta['resourceType'])} instead of "User"`;
    for (const name of ['created', 'lastModified']) {
      if (Number.isNaN(Date.parse(textOf(meta, name)))) return `meta.${name} is ${show(meta[name])}, not a time`;
    }
    const { etag } = answer.headers;
    if (call.kind !== 'match' && etag !== undefined && meta['version'] !== etag) {
      return `meta.version is ${show(meta['version'])}, but the ETag header is ${etag}`;
    }
    const path = `/Users/${textOf(user, 'id')}`;
    if (!textOf(meta, 'location').endsWith(path)) return `meta.location is ${show(meta['location'])}, not …${path}`;
    if (call.kind !== 'create' || answer.headers['location'] === meta['location']) return undefined;
    return `the Location header is ${show(answer.headers['location'])}, but meta.location is ${show(meta['location'])}`;
  });
}

function errorComplaint(_call: Call, answer: Answer): string | undefined {
  if (answer.status < 400) return undefined;
  const schemas = isObject(answer.json) ? memberOf(answer.json, 'schemas') : undefined;
  if (!isObject(answer.json) || !Array.isArray(schemas) || !schemas.includes(ERROR)) {
    return 'the body is not a SCIM error';
  }
  const status = memberOf(answer.json, 'status');
  if (status !== String(answer.status)) return `status is ${show(status)} instead of "${answer.status}" in the body`;
  return memberOf(answer.json, 'detail') === undefined ? 'the error has no detail for the provisioning log' : undefined;
}

/** Everything that every answer is held against, in the order in which it is reported. */
const EXPECTATIONS: readonly Expectation[] = [
  { name: 'status', complaint: statusComplaint },
  {
    name: 'content type',
    complaint: (_call, answer) => {
      const type = answer.headers['content-type'];
      if (answer.status === 0 || (answer.status === 204 && answer.text === '')) return undefined;
      const isScim = /^application\/scim\+json *(;|$)/i.test(type ?? '');
      return isScim ? undefined : `Content-Type is ${show(type)} instead of application/scim+json`;
    },
  },
  {
    name: 'body',
    complaint: (_call, answer) => {
      if (answer.status === 0) return undefined;
      if (answer.status === 204) return answer.text === '' ? undefined : 'a 204 has no body';
      return isObject(answer.json) ? undefined : 'the body is not a JSON object';
    },
  },
  { name: 'error body', complaint: errorComplaint },
  { name: 'list response', complaint: listComplaint },
  { name: 'id', complaint: idComplaint },
  {
    name: 'schemas',
    complaint: (call, answer) =>
      firstComplaint(usersIn(call, answer), (user) => {
        const schemas = memberOf(user, 'schemas');
        return Array.isArray(schemas) && schemas.includes(CORE_USER) ? undefined : `schemas is ${show(schemas)}`;
      }),
  },
  {
    name: 'userName',
    complaint: (call, answer) =>
      firstComplaint(usersIn(call, answer), (user) =>
        isId(memberOf(user, 'userName')) ? undefined : `userName is ${show(memberOf(user, 'userName'))}`,
      ),
  },
  { name: 'booleans', complaint: booleanComplaint },
  { name: 'manager', complaint: managerComplaint },
  { name: 'types', complaint: typesComplaint },
  { name: 'meta', complaint: metaComplaint },
  { name: 'group', complaint: groupComplaint },
];

/** What Entra could not accept in an answer; empty when all is well. */
export function checkAnswer(call: Call, answer: Answer): { expectation: string; reason: string }[] {
  return EXPECTATIONS.flatMap(({ name, complaint }) => {
    const reason = complaint(call, answer);
    return reason === undefined ? [] : [{ expectation: name, reason }];
  });
}
