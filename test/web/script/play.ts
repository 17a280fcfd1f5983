// Does with a Graph what the PowerShell script does, with the same table of requests: powershell.ts has
// the same steps in the same order (the test holds that), in the other language.
import { NON_GALLERY, STEPS, type StepName } from '../../../web/src/pages/script/steps.ts';
import type { ScriptValues } from '../../../web/src/pages/script/values.ts';
import type { FakeGraph } from './fake-graph.ts';
import { type SyncSchema } from './fake-schema.ts';

interface Played {
  /** The steps that were sent, without the tries that were too early. */
  readonly sent: StepName[];
  /** The step at which it stopped. */
  readonly failed?: StepName;
}

const ATTEMPTS = 24;

const DEFAULTS = {
  defaultValue: null,
  exportMissingReferences: false,
  flowBehavior: 'FlowWhenChanged',
  flowType: 'Always',
  matchingPriority: 0,
};

type Listed = { readonly value: readonly Record<string, string | null>[] };

export function play(graph: FakeGraph, values: ScriptValues, secret: string): Played {
  const sent: StepName[] = [];
  const send: Send = (name, given = {}, json) => {
    const { method, path, ...step } = STEPS[name];
    let [target, body]: [string, string] = [path, json ?? ('body' in step ? JSON.stringify(step.body) : '')];
    for (const [key, value] of Object.entries(given)) {
      target = target.replaceAll(`{${key}}`, () => encodeURIComponent(value));
      if (json === undefined) body = body.replaceAll(`"{${key}}"`, () => JSON.stringify(value));
    }
    sent.push(name);
    for (let attempt = 1; ; attempt += 1) {
      const answer = graph.send(method, target, body === '' ? undefined : body);
      if (answer.status < 400) return answer.body;
      if (answer.status !== 404 || !('mayBeLate' in step) || attempt === ATTEMPTS) throw new Error(name);
    }
  };
  try {
    playAll(send, values, secret);
    return { sent };
  } catch {
    const failed = sent.at(-1);
    return failed === undefined ? { sent } : { sent, failed };
  }
}

type Send = (name: StepName, given?: Readonly<Record<string, string>>, json?: string) => unknown;

function playAll(send: Send, values: ScriptValues, secret: string): void {
  const id = applicationId(send, values.applicationName);
  send('AwaitApplication', { id });
  const { value: jobs } = send('FindJob', { id }) as Listed;
  const found = jobs.find(({ templateId }) => templateId === 'scim');
  const job = found?.['id'] ?? (send('MakeJob', { id }) as { id: string }).id;
  const given = { id, job, address: values.tenantUrl, secret, everybody: 'false' };
  if (secret === '') send('TestSaved', given);
  else for (const name of ['TestConnection', 'SaveSecret'] as const) send(name, given);
  const schema = send('ReadSchema', given) as SyncSchema;
  if (mapOnto(schema, values)) send('SaveSchema', given, JSON.stringify(schema));
  send('StartJob', given);
}

function applicationId(send: Send, name: string): string {
  const { value: found } = send('FindApplication', { name: name.replaceAll("'", "''") }) as Listed;
  const [first] = found;
  if (first === undefined)
    return (send('MakeApplication', { name }) as { servicePrincipal: { id: string } }).servicePrincipal.id;
  if (found.length > 1 || first['applicationTemplateId'] !== NON_GALLERY) throw new Error('another application');
  return first['id'] ?? '';
}

/** Whether something had to be changed. */
function mapOnto({ directories, synchronizationRules }: SyncSchema, { mapping }: ScriptValues): boolean {
  const rule = synchronizationRules.find(({ objectMappings }) =>
    objectMappings.some(({ sourceObjectName }) => sourceObjectName === 'User'),
  );
  const users = rule?.objectMappings.find(({ sourceObjectName }) => sourceObjectName === 'User');
  if (rule === undefined || users === undefined) throw new Error('no users');
  const object = directories
    .find(({ name }) => name === rule.targetDirectoryName)
    ?.objects.find(({ name }) => name === users.targetObjectName);
  let changes = 0;
  for (const { source: name, target } of mapping) {
    if (name === '') continue;
    const source = { expression: `[${name}]`, name, parameters: [], type: 'Attribute' };
    const present = users.attributeMappings.find(({ targetAttributeName }) => targetAttributeName === target);
    if (present?.source?.expression === source.expression) continue;
    if (present) present.source = source;
    else {
      if (object?.attributes.every((each) => each.name !== target))
        object.attributes.push({ name: target, type: 'String' });

      users.attributeMappings.push({
        ...DEFAULTS,
        source,
        targetAttributeName: target,
      });
    }
    changes += 1;
  }
  return changes > 0;
}
