import type { Command } from 'commander';
import type { MappingReport } from '../../../lambdas/directory/mapping.ts';
import { count } from '../output/count.ts';
import { formatTable } from '../output/table.ts';
import { addOperatorCommand, JSON_OBJECT } from './operator-command.ts';

/** Adds `scim mapping`. */
export function addMappingCommand(program: Command): void {
  addOperatorCommand(program, {
    command: 'mapping',
    description: "What the customer's admin maps in the Entra portal so that the directory has every field.",
    options: [JSON_OBJECT],
    ask: () => ({}),
    describe,
  });
}

const COLUMNS = ['Mapping type', 'Source attribute', 'Target attribute', 'Field here', 'So far'] as const;

/** Instead of what only the customer can know. */
const ASK = '(ask the customer)';

function describe({ users, rows, notStored }: MappingReport): string {
  const lines = rows.map(({ field, mappingType, source, target, arrived }) => ({
    'Mapping type': mappingType,
    'Source attribute': source ?? ASK,
    'Target attribute': target,
    'Field here': field,
    'So far': arrived === 0 ? 'never arrived' : `${arrived} of ${count(users, 'user')}`,
  }));
  return `In the Entra admin center: Enterprise apps, this application, Provisioning, Attribute mapping, "Provision Microsoft Entra ID Users".
First of all, before anybody is provisioned: change the line of externalId from mailNickname to objectId. Who comes back is known by it; a mailNickname or userPrincipalName can be given to somebody else, an objectId never is.
For each line that is not there yet: Add New Mapping, choose the mapping type, the source attribute and the target attribute, Ok. Then Save.
(A target that the list does not offer: tick "Show advanced options", "Edit attribute list", add its name with the type String, Save, and come back.)

${formatTable(COLUMNS, lines)}${describeUnknown(rows)}${describeNotStored(notStored)}`;
}

/** Fields whose source the tenant file does not name: what is to be asked, and where the answer belongs. */
function describeUnknown(rows: MappingReport['rows']): string {
  const unknown = rows.filter(({ source }) => source === null);
  if (unknown.length === 0) return '';
  const examples = unknown.map(({ field, target }) => {
    const told = { path: target, source: '<attribute of Entra>' };
    return `  "fields": { "${field}": ${JSON.stringify(told)} }`;
  });
  return `

Ask the customer which attribute of Entra holds ${unknown.map(({ field }) => field).join(', ')}, and write it into the tenant file; then it is named here and on the setup page:
${examples.join('\n')}`;
}

function describeNotStored(notStored: MappingReport['notStored']): string {
  if (notStored.length === 0) return '';
  const lines = notStored.map(({ attribute, requests }) => ({ Attribute: attribute, Requests: `${requests}` }));
  return `

Arrives, is not stored (nothing here has that name: map it onto another target attribute, or declare an extension in the tenant file):

${formatTable(['Attribute', 'Requests'], lines)}`;
}
