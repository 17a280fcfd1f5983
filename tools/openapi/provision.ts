import type { DevServer } from '../dev-server/server/host.ts';
import { isRecord } from '../json.ts';

const ANNA = {
  userName: 'anna@example.com',
  externalId: '11111111-1111-4111-8111-111111111111',
  displayName: 'Anna Adams',
  title: 'Clerk',
  timezone: 'https://example.com/anna',
  emails: [{ type: 'work', value: 'anna@example.com', primary: true }],
  addresses: [{ type: 'work', locality: 'Berlin', country: 'Germany' }],
  phoneNumbers: [{ type: 'work', value: '+49 30 1234' }],
};
const CLEO = {
  userName: 'cleo@example.com',
  externalId: '33333333-3333-4333-8333-333333333333',
  displayName: 'Cleo Clark',
};

/**
 * What Entra does before the examples are asked for, an hour for each step: two people and a group
 * come, one of them becomes something else, the other one leaves. Answers the ids by name.
 */
export async function provision(
  { url, token }: Pick<DevServer, 'url' | 'token'>,
  nextHour: () => Promise<void>,
): Promise<[name: string, id: string][]> {
  const send = async (method: string, path: string, body?: object): Promise<string> => {
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
    const resource: unknown = text === '' ? {} : JSON.parse(text);
    return isRecord(resource) ? String(resource['id']) : '';
  };
  await nextHour();
  const anna = await send('POST', '/Users', ANNA);
  const cleo = await send('POST', '/Users', CLEO);
  const staff = await send('POST', '/Groups', { displayName: 'Staff', members: [{ value: anna }] });
  await nextHour();
  const title = { op: 'Replace', path: 'title', value: 'Head of Office' };
  await send('PATCH', `/Users/${anna}`, { Operations: [title] });
  await nextHour();
  await send('DELETE', `/Users/${cleo}`);
  return [
    ['anna', anna],
    ['cleo', cleo],
    ['staff', staff],
  ];
}
