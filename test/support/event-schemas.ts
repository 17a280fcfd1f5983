import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

const FOLDER = 'docs/events';

/** The names of the documented events. */
export const EVENT_NAMES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json') && file !== 'event.json' && file !== 'custom.json')
  .map((file) => file.slice(0, -'.json'.length));

const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.json'))) {
  ajv.addSchema(JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as object);
}

/** What an event does not keep of the schema documented for it. */
export function schemaProblems(event: { readonly event: string }): string[] {
  const name = EVENT_NAMES.includes(event.event) ? event.event : 'custom';
  const validate = ajv.getSchema(`${name}.json`);
  if (!validate) throw new Error(`${FOLDER}/${name}.json has another $id`);
  // As it goes over the wire: what is undefined is not there.
  if (validate(JSON.parse(JSON.stringify(event)))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${event.event} ${instancePath}: ${message}`);
}
