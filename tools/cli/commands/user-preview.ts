import type { Command } from 'commander';
import type { PreviewField, TriedFile, UserPreview } from '../../../lambdas/directory/preview.ts';
import { readOneTenant } from '../../../lib/tenants.ts';
import { PlainError } from '../../plain-error.ts';
import { formatTable } from '../output/table.ts';
import { addOperatorCommand, JSON_OBJECT } from './operator-command.ts';

/** Adds `scim user preview`. */
export function addUserPreview(user: Command): void {
  addOperatorCommand(user, {
    command: 'user preview',
    description: 'What the directory tells of a person, field by field, where it comes from, and why it is empty.',
    argument: ['user', 'id, userName, e-mail address or externalId'],
    options: [
      { flags: '--file <path>', description: 'with the fields of this tenant file, to try it before it is deployed' },
      JSON_OBJECT,
    ],
    ask: (user, { file }) => ({ user, ...(file !== undefined && { file: fileOf(file) }) }),
    describe,
  });
}

/** What a tenant file says about fields. Throws PlainError that has every mistake in it. */
function fileOf(path: string): TriedFile {
  const { tenant, problems } = readOneTenant(path);
  if (!tenant || problems.length > 0) throw new PlainError(problems.join('\n'));
  const { profile, fields, country, matchingAttributes, extensions, resourceTypes } = tenant;
  return { profile, fields, matchingAttributes, extensions, resourceTypes, ...(country !== undefined && { country }) };
}

const COLUMNS = ['field', ['value', 'Value', 'cut'], ['from', 'From', 'cut'], 'note'] as const;

function describe({ id, userName, state, fields }: UserPreview): string {
  const rows = fields.map((field) => ({
    field: field.field,
    value: field.value ?? undefined,
    from: field.from.length > 0 ? field.from.map(cameFrom).join(', ') : undefined,
    note: noteOf(field),
  }));
  return [`${userName ?? id} (${id}, ${state})`, '', formatTable(COLUMNS, rows)].join('\n');
}

const cameFrom = ({ path, source }: PreviewField['from'][number]): string =>
  source === null ? path : `${path} (${source})`;

/** What was sent, where something else is shown, and why. */
function noteOf({ value, raw, why }: PreviewField): string | undefined {
  const sent = raw === null || raw === value ? [] : [`sent as ${JSON.stringify(raw)}`];
  const notes = [...sent, ...(why === null ? [] : [why])];
  return notes.length > 0 ? notes.join('; ') : undefined;
}
