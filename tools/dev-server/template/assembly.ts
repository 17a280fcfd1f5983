import path from 'node:path';
import { isRecord, readAs } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';

/** A resource as a template spells it: intrinsic functions not yet resolved. */
export interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
}

/**
 * One synthesized stack; `assets` maps the S3 object key that the template names to the folder it
 * would be zipped from.
 */
export interface Stack {
  name: string;
  resources: Record<string, TemplateResource>;
  outputs: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
  assets: Map<string, string>;
}

interface Manifest {
  artifacts?: Record<string, { type: string; displayName?: string; properties?: Record<string, string> }>;
}
interface TemplateFile {
  Resources?: Stack['resources'];
  Outputs?: Stack['outputs'];
}
interface AssetFile {
  files: Record<string, { source: { path: string }; destinations: Record<string, { objectKey: string }> }>;
}

// The CDK writes these files beside one another: the first level tells whether it is the right one.
const isManifest = (file: unknown): file is Manifest => isRecord(file) && isRecord(file['artifacts'] ?? {});
const isTemplate = (file: unknown): file is TemplateFile =>
  isRecord(file) && isRecord(file['Resources'] ?? {}) && isRecord(file['Outputs'] ?? {});
const isAssetFile = (file: unknown): file is AssetFile => isRecord(file) && isRecord(file['files']);

/**
 * What a template may have; parameters and rules are the CDK's own, about its bootstrap stack,
 * which is not needed here.
 */
const SECTIONS = ['Description', 'Resources', 'Outputs', 'Parameters', 'Rules'];

/**
 * Reads the stacks of a tenant's Stage from a cloud assembly, through its manifests: the folder may
 * hold the templates of earlier synths too. Throws PlainError when there is no such tenant, or a
 * template has what is not modelled here.
 */
export function readStacks(assemblyFolder: string, tenant: string): Stack[] {
  const stages = Object.values(readManifest(assemblyFolder)).filter(({ type }) => type === 'cdk:cloud-assembly');
  const stage = stages.find(({ properties }) => properties?.['displayName'] === tenant);
  if (stage === undefined) {
    const known = stages.map(({ properties }) => properties?.['displayName']).join(', ');
    throw new PlainError(
      `there is no tenant "${tenant}": add tenants/${tenant}.json, or choose one of: ${known || '-'}`,
    );
  }
  return stacksIn(path.join(assemblyFolder, stage.properties?.['directoryName'] ?? ''));
}

/** The stacks that all tenants have together: those that are in no Stage of a tenant. */
export const readSharedStacks = (assemblyFolder: string): Stack[] => stacksIn(assemblyFolder);

const stacksIn = (folder: string): Stack[] =>
  Object.entries(readManifest(folder))
    .filter(([, { type }]) => type === 'aws:cloudformation:stack')
    .map(([id, { properties }]) => readStack(folder, id, properties ?? {}));

function readManifest(folder: string): NonNullable<Manifest['artifacts']> {
  return readJson(path.join(folder, 'manifest.json'), isManifest).artifacts ?? {};
}

function readStack(folder: string, id: string, properties: Record<string, string>): Stack {
  const template = readJson(path.join(folder, properties['templateFile'] ?? `${id}.template.json`), isTemplate);
  const name = properties['stackName'] ?? id;
  const unknown = Object.keys(template).find((section) => !SECTIONS.includes(section));
  if (unknown !== undefined) {
    throw new PlainError(
      `stack ${name}: the dev server does not know the section "${unknown}" of a template (known: ${SECTIONS.join(', ')}): ` +
        'write the stack without it, or add it to tools/dev-server/template/assembly.ts',
    );
  }
  return {
    name,
    resources: template.Resources ?? {},
    outputs: template.Outputs ?? {},
    assets: readAssets(folder, `${id}.assets.json`),
  };
}

function readAssets(folder: string, fileName: string): Map<string, string> {
  const { files } = readJson(path.join(folder, fileName), isAssetFile);
  const keys = Object.values(files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(({ objectKey }) => [objectKey, path.resolve(folder, source.path)] as const),
  );
  return new Map(keys);
}

function readJson<Shape>(file: string, isShape: (value: unknown) => value is Shape): Shape {
  try {
    return readAs(file, isShape);
  } catch (error) {
    throw new PlainError(`the synthesized file ${file} cannot be read (${String(error)}): run "npm run synth"`, {
      cause: error,
    });
  }
}
