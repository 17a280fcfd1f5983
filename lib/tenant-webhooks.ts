import { isAddress, isPublicAddress, withoutBrackets } from '../lambdas/tenant/public-address.ts';
import { tenantResourceTypes } from '../lambdas/tenant/resource-types.ts';
import type { TenantSettings } from '../lambdas/tenant/settings/settings.ts';
import { problem, repeated } from './tenant-schemas/problem.ts';

/** What can happen to a resource, besides what only those of ours know, as events are named. */
const KINDS = ['created', 'updated', 'deactivated', 'reactivated', 'deleted', 'restored', 'erased', 'members.changed'];

/** What is well-formed about webhooks and still cannot be; a line for each. */
export function webhookProblems(
  settings: Pick<TenantSettings, 'webhooks' | 'matchingAttributes' | 'extensions' | 'resourceTypes'>,
): string[] {
  const { webhooks } = settings;
  const types = tenantResourceTypes(settings.matchingAttributes, settings).map(({ name }) => name.toLowerCase());
  const names = webhooks.map(({ name }, at) => ({ path: `webhooks[${at}].name`, value: name }));
  return [
    ...repeated(names, 'a name'),
    ...webhooks.flatMap(({ url, events = [] }, at) => [
      ...urlProblems(`webhooks[${at}].url`, url),
      ...events.flatMap((pattern, nth) => eventProblems(`webhooks[${at}].events[${nth}]`, pattern, types)),
    ]),
  ];
}

function urlProblems(path: string, text: string): string[] {
  const url = URL.parse(text);
  if (!url) return [problem(path, text, 'an address that can be called, as in https://example.com/scim-events')];
  // A password is not shown again.
  if (url.username !== '' || url.password !== '')
    return [`${path}: received user name or password; allowed: none, each call is signed instead`];
  if (url.hash !== '') return [problem(path, text, 'an address without #, which is never sent')];
  if (url.protocol === 'http:' || !isAddress(url.hostname)) return [];
  if (isPublicAddress(withoutBrackets(url.hostname))) return [];
  return [problem(path, text, 'a public address; nobody on the internet has this one')];
}

/** Whether there can be an event of that name. */
function eventProblems(path: string, pattern: string, types: readonly string[]): string[] {
  const [type = '', ...rest] = pattern.split('.');
  const kind = rest.join('.');
  const isKind = kind === '*' || kind === 'members.*' || KINDS.includes(kind);
  if (types.includes(type) && isKind) return [];
  return [problem(path, pattern, `one of ${types.join(', ')}, and behind a dot one of *, ${KINDS.join(', ')}`)];
}
