// Polis as its own route does it (pages/api/scim of its repository): what is asked goes to the request handler, and
// what comes back is the answer. Its webhooks are off, and so are its analytics.
import saml from '@boxyhq/saml-jackson';
import { listen, thinServer } from '../serve.ts';

const PLACE = { tenant: 'bench', product: 'bench' };
const BASE = '/api/scim/v2.0';

const quiet = { info: () => undefined, warn: () => undefined, error: console.error };
const { directorySyncController: directories } = await saml.controllers({
  externalUrl: 'http://127.0.0.1',
  samlPath: '/api/oauth/saml',
  scimPath: BASE,
  noAnalytics: true,
  logger: quiet,
  db: {
    engine: 'dynamodb',
    url: process.env.AWS_ENDPOINT_URL_DYNAMODB,
    dynamodb: { region: process.env.AWS_REGION },
  },
});
const { data: known = [] } = await directories.directories.getByTenantAndProduct(PLACE.tenant, PLACE.product);
const directory = known[0] ?? (await directories.directories.create({ ...PLACE, type: 'generic-scim-v2' })).data;

const number = (text) => (text === null ? undefined : Number.parseInt(text, 10));

async function answer({ method, url, headers, body }) {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  const [directoryId, resourceType = '', resourceId] = pathname.slice(BASE.length + 1).split('/');
  const query = {
    count: number(searchParams.get('count')),
    startIndex: number(searchParams.get('startIndex')),
    filter: searchParams.get('filter') ?? undefined,
  };
  const request = {
    method,
    directoryId,
    resourceType,
    resourceId,
    query,
    body: body === '' ? undefined : JSON.parse(body),
    apiSecret: headers.authorization?.replace('Bearer ', ''),
  };
  const { status, data } = await directories.requests.handle(request, async () => undefined);
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(data) };
}

listen(thinServer(answer), { base: `${BASE}/${directory.id}`, token: directory.scim.secret });
