/** A path as it is sent, and whether it leads where the path without the twist leads, or nowhere. */
export interface Variant {
  readonly name: string;
  readonly of: (path: string) => string;
  readonly leads: 'there' | 'nowhere';
  /** Left out, it is odd: a short run tries only some of them. */
  readonly isOdd?: false;
}

/** A path has to begin with one. */
const lastSlash = (path: string, by: string): string => path.replace(/(?<=.)\/([^/]*)$/, `${by}$1`);
const firstLetter = (path: string): string =>
  path.replace(/[a-zA-Z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`);

/** The ways to write a path that somebody tries who is not let in. */
export const VARIANTS: readonly Variant[] = [
  { name: 'as it is', of: (path) => path, leads: 'there', isOdd: false },
  { name: 'a slash at the end', of: (path) => `${path}/`, leads: 'there' },
  { name: 'two slashes at the beginning', of: (path) => `/${path}`, leads: 'nowhere' },
  { name: 'two slashes at the end', of: (path) => `${path}//`, leads: 'nowhere' },
  { name: 'two slashes within', of: (path) => lastSlash(path, '//'), leads: 'nowhere' },
  { name: 'an encoded slash', of: (path) => lastSlash(path, '%2F'), leads: 'nowhere' },
  { name: 'an encoded letter', of: firstLetter, leads: 'nowhere' },
  { name: 'in capitals', of: (path) => path.toUpperCase(), leads: 'nowhere' },
  { name: 'a dot', of: (path) => lastSlash(path, '/./'), leads: 'nowhere' },
  { name: 'dots from the directory', of: (path) => `/directory/v1/../..${path}`, leads: 'nowhere' },
  { name: 'dots from the other side', of: (path) => `/scim/v2/..%2f..${path}`, leads: 'nowhere' },
  { name: 'dots from what is open', of: (path) => `/oauth/token/%2e%2e/%2e%2e${path}`, leads: 'nowhere' },
  { name: 'without a version', of: (path) => path.replace(/\/v\d/, ''), leads: 'nowhere' },
  { name: 'without a base', of: (path) => path.replace(/^\/\w+\/v\d/, ''), leads: 'nowhere' },
  { name: 'with the stage', of: (path) => `/live${path}`, leads: 'nowhere' },
  { name: 'with something behind', of: (path) => `${path}/more`, leads: 'nowhere' },
  { name: 'with a parameter of the path', of: (path) => `${path};x=1`, leads: 'nowhere' },
];

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
type Method = (typeof METHODS)[number];

/** What each kind of route answers to who may: without a body, and with an If-Match that nothing has. */
const ANSWERS: readonly (readonly [RegExp, Partial<Record<Method, number>>])[] = [
  [/^\/oauth\/token$/, { POST: 415 }],
  [/^\/\.well-known\//, { GET: 200 }],
  [/^\/directory\//, { GET: 200, OPTIONS: 204 }],
  [/^\/setup$/, { GET: 200 }],
  [/^\/setup\/api\/people$/, { GET: 400, OPTIONS: 204 }],
  [/^\/setup\/api\/credentials$/, { GET: 200, POST: 400, OPTIONS: 204 }],
  [/^\/setup\/api\/credentials\//, { DELETE: 404, OPTIONS: 204 }],
  [/^\/setup\/api\//, { GET: 200, OPTIONS: 204 }],
  [/\/(\.search|Bulk)$/, { POST: 400, OPTIONS: 204 }],
  [/\/Me$/, { GET: 501, POST: 400, PUT: 400, PATCH: 400, DELETE: 501, OPTIONS: 204 }],
  [/\/(ServiceProviderConfigs?|ResourceTypes|Schemas)\b/, { GET: 200, OPTIONS: 204 }],
  [/\/(Users|Groups)$/, { GET: 200, POST: 400, OPTIONS: 204 }],
  [/\/(Users|Groups)\/[^/]+$/, { GET: 200, PUT: 400, PATCH: 400, DELETE: 412, OPTIONS: 204 }],
];

/** What is asked of something that is not there, as of an id behind a type: nobody is shown or changed. */
const NOT_THERE = [204, 400, 404, 405];

export interface Asked {
  readonly method: Method;
  /** The path without the twist, and with it. */
  readonly path: string;
  readonly sent: string;
  readonly leads: Variant['leads'];
  readonly scopes: readonly string[];
}

export const isOpen = (path: string): boolean =>
  path === '/oauth/token' || path.startsWith('/.well-known/') || path === '/setup';

/** Below the setup page everybody gets its files, whatever else is there. */
export const isBesideFiles = (path: string): boolean => path.startsWith('/setup/') && !path.startsWith('/setup/api/');

/** Which statuses are right, by what docs/authentication.md says, and not by how it is done. */
export function expectedStatuses(asked: Asked): readonly number[] {
  const { method, path, sent, leads, scopes } = asked;
  const there = leads === 'there';
  if (there && isOpen(path)) return [statusOf(method, path)];
  const isAllowed = scopes.some((scope) => may(scope, asked));
  const refused = scopes.length === 0 ? 401 : 403;
  if (there) return [isAllowed ? statusOf(method, path) : refused];
  if (isBesideFiles(sent)) return NOT_THERE;
  // API Gateway itself says of some paths that they are none, before it asks who is calling.
  return isAllowed ? NOT_THERE : [refused, 404];
}

function statusOf(method: Method, path: string): number {
  const [, answers = {}] = ANSWERS.find(([pattern]) => pattern.test(path)) ?? [];
  return answers[method === 'HEAD' ? 'GET' : method] ?? 405;
}

/** What a link needs for what it asks; for what nobody may, seeing the page is enough to be told so. */
function setupScopeOf(method: Method, path: string): string {
  const status = statusOf(method, path);
  if (status === 204 || status === 405) return 'setup';
  if (/^\/setup\/api\/people\b/.test(path)) return 'setup:people';
  return /^\/setup\/api\/credentials\b/.test(path) ? 'setup:tokens' : 'setup';
}

function may(scope: string, { method, path, sent, leads }: Asked): boolean {
  const there = leads === 'there';
  const asked = there ? path : sent;
  if (/^\/directory(\/|$)/.test(asked)) return scope === 'directory';
  if (asked.startsWith('/setup/api/')) return scope === setupScopeOf(method, asked);
  if (scope.startsWith('setup')) return false;
  if (scope === 'scim') return true;
  const reads =
    ['GET', 'HEAD', 'OPTIONS'].includes(method) || (method === 'POST' && there && path.endsWith('/.search'));
  return scope === 'scim:read' && reads;
}
