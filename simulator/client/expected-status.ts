import type { Answer, Call, RequestKind } from './exchange.ts';

const STATUSES: Record<Exclude<RequestKind, 'fixture'>, readonly number[]> = {
  'probe users': [200],
  'probe groups': [200],
  match: [200],
  create: [201],
  read: [200],
  update: [200, 204],
  'check manager': [200],
  'set manager': [200, 204],
  delete: [204],
  'delete group': [204],
  'read group': [200],
  'match group': [200],
  'create group': [201],
  'rename group': [204],
  'check member': [200],
  'remove members': [204],
  'add members': [204],
  'inspect group': [200],
  'inspect members': [200],
  'inspect user': [200],
  'inspect gone group': [404],
};

/** Names a status that Entra does not expect for this kind of request. */
export function statusComplaint(call: Call, answer: Answer): string | undefined {
  const allowed = call.kind === 'fixture' ? [answer.status] : STATUSES[call.kind];
  if (answer.status === 0) return `no answer: ${answer.text}`;
  if (allowed.includes(answer.status)) return undefined;
  const meaning =
    call.kind === 'read' && answer.status === 404 ? ' (Entra: InvalidAnchor, the linked user is gone)' : '';
  return `status ${answer.status} instead of ${allowed.join(' or ')}${meaning}`;
}
