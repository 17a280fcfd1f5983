import type { Command } from 'commander';
import type { MappingReport } from '../../../lambdas/directory/mapping.ts';
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

function describe({ users, rows, notStored }: MappingReport): string {
  const lines = rows.map(({ field, mappingType, source, target, arrived }) => ({
    'Mapping type': mappingType,
    'Source attribute': source ?? '(the attribute that holds it)',
    'Target attribute': target,
    'Field here': field,
    'So far': arrived === 0 ? 'never arrived' : `${arrived} of ${users} users`,
  }));
  return `In the Entra admin center: Enterprise apps, this application, Provisioning, Attribute mapping, "Provision Microsoft Entra ID Users".
First of all, before anybody is provisioned: change the line of externalId from mailNickname to objectId. Who comes back is known by it; a mailNickname or userPrincipalName can be given to somebody else, an objectId never is.
For each line that is not there yet: Add New Mapping, choose the mapping type, the source attribute and the target attribute, Ok. Then Save.
(A target that the list does not offer: tick "Show advanced options", "Edit attribute list", add its name with the type String, Save, and come back.)

${formatTable(COLUMNS, lines)}${describeNotStored(notStored)}`;
}

function describeNotStored(notStored: MappingReport['notStored']): string {
  if (notStored.length === 0) return '';
  const lines = notStored.map(({ attribute, requests }) => ({ Attribute: attribute, Requests: `${requests}` }));
  return `

Arrives, is not stored (nothing here has that name: map it onto another target attribute, or declare an extension in the tenant file):

${formatTable(['Attribute', 'Requests'], lines)}`;
}
