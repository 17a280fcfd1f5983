import { TENANT_SCHEMA } from '../../../lambdas/tenant/settings/schema.ts';
import { defaultSettings } from '../../../lib/tenants.ts';

/** What is shown of settings that have no default, or an empty one. */
const EXAMPLES: Readonly<Record<string, unknown>> = {
  alarmEmail: 'alarms@example.com',
  fields: { bioUrl: 'timezone' },
  matchingAttributes: ['title'],
  federation: {
    tenantId: '00000000-0000-0000-0000-000000000000',
    clientId: 'acme',
    audiences: ['api://00000000-0000-0000-0000-000000000000'],
    subject: '00000000-0000-0000-0000-000000000000',
  },
  reservedConcurrency: { scim: 30 },
  env: { account: '123456789012', region: 'eu-central-1' },
  tags: { 'cost-centre': '4711' },
};

/** Characters of a line. */
const WIDTH = 98;

/**
 * A tenant file to begin with: a complete tenant, in which every setting stands as a comment with
 * what it means and its default, or an example. Whoever takes the // away in front of a setting has
 * a tenant file, too.
 */
export function startOfTenant(name: string): string {
  const known: Readonly<Record<string, unknown>> = { ...defaultSettings(), ...EXAMPLES };
  const settings = Object.entries(TENANT_SCHEMA.properties).flatMap(([key, { ...about }]) => {
    const value = known[key];
    if (key === '$schema' || value === undefined) return [];
    const description = 'description' in about ? about.description : '';
    return [...commented(description), `  // ${JSON.stringify(key)}: ${onOneLine(value)},`, ''];
  });
  return [
    '{',
    ...commented(
      `The tenant ${name}. Everything has a default, so this is a complete tenant as it stands: take the // away in ` +
        'front of what you want to change. Then: npm run scim -- tenant validate',
    ),
    '',
    ...settings,
    '  "$schema": "./tenant.schema.json"',
    '}',
    '',
  ].join('\n');
}

const onOneLine = (value: unknown): string => JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ');

/** A text as comments, broken between words. */
function commented(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`  // ${word}`);
  }
  return lines;
}
