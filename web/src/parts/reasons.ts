import type { ActivityRow } from '../api/types.ts';

/** Why a request was refused, and what to do; words of the portal between **. */
export interface Reason {
  readonly why: string;
  readonly fix: string;
}

const WAIT = 'Nothing: Entra brings it again by itself, in the next cycle at the latest.';
const MATCH =
  'In **Attribute mapping**, let the attribute with matching precedence be one by which Entra finds the one that is here; or change one of the two.';

/** By status and scimType, and by the status alone for the rest. */
const REASONS: Readonly<Record<string, Reason>> = {
  '409 uniqueness': { why: 'Another one is here with the same value, which may be there once only.', fix: MATCH },
  '409': { why: 'It does not fit to what is here already.', fix: MATCH },
  '400 invalidFilter': {
    why: 'Entra looked for it by something that cannot be searched by.',
    fix: 'In **Attribute mapping**, match by userName or externalId. A name with #, & or + in it cannot be looked for by Entra.',
  },
  '400 invalidValue': {
    why: 'A value is missing, or is not what the field takes.',
    fix: 'Look at the attribute in Entra and at its row in **Attribute mapping**; then choose **Provision on demand** for this one to try it.',
  },
  '400 invalidPath': {
    why: 'Something is mapped onto an attribute that does not exist here.',
    fix: 'In **Attribute mapping**, correct the target attribute; the page Fields has those that exist.',
  },
  '400 invalidSyntax': {
    why: 'The request could not be read.',
    fix: 'Tell whoever sent you the link, with the time and the ids of the request.',
  },
  '400 mutability': {
    why: 'It wants to change something that cannot be changed.',
    fix: 'In **Attribute mapping**, remove the row with this target attribute.',
  },
  '400 noTarget': {
    why: 'It wants to change a value that is not there.',
    fix: 'Choose **Restart provisioning** if it comes again: Entra then compares everything anew.',
  },
  '400 tooMany': {
    why: 'It asks for more than one answer can hold.',
    fix: 'In **Attribute mapping**, match by userName or externalId.',
  },
  '400': {
    why: 'The request is not what the service takes.',
    fix: 'Tell whoever sent you the link, with the time and the ids of the request.',
  },
  '404': {
    why: 'It is not here: it was deleted here, or never came to be.',
    fix: 'Choose **Restart provisioning** on the Provisioning page: Entra forgets the old id, and creates it anew.',
  },
  '412': { why: 'Something else had changed it just before.', fix: WAIT },
  '413': {
    why: 'The request is larger than the service takes.',
    fix: 'Tell whoever sent you the link, with the time and the ids of the request.',
  },
  '429': { why: 'The service was asked too much at once.', fix: WAIT },
  '500': {
    why: 'The service failed; it may have been done nevertheless.',
    fix: 'Nothing at first: Entra brings it again. If it stays, tell whoever sent you the link, with the ids of the request.',
  },
  '503': { why: 'The service was busy; it may have been done nevertheless.', fix: WAIT },
};

const GONE: Reason = { why: 'It was gone already.', fix: 'Nothing.' };
const UNKNOWN: Reason = {
  why: 'The service did not take it.',
  fix: 'Tell whoever sent you the link, with the time and the ids of the request.',
};

/** Why a request was refused, and what to do. */
export function reasonOf({ kind, status, scimType }: Pick<ActivityRow, 'kind' | 'status' | 'scimType'>): Reason {
  if (kind === 'delete' && status === 404) return GONE;
  return REASONS[`${status} ${scimType ?? ''}`.trim()] ?? REASONS[String(status)] ?? UNKNOWN;
}

const WANTED: Readonly<Record<ActivityRow['kind'], string>> = {
  create: 'to create it',
  update: 'to change it',
  delete: 'to delete it',
  search: 'to look for it',
  read: 'to read it',
  others: 'something',
};

/** "Refused to change it". */
export const refusedTo = ({ kind }: Pick<ActivityRow, 'kind'>): string => `Refused ${WANTED[kind]}`;
