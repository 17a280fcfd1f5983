import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from '../../plain-error.ts';

/** A resource as a template spells it: intrinsic functions not yet resolved. */
export interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
}

/** One synthesized stack; `assets` maps the S3 object key that the template names to the folder it would be zipped from. */
export interface Stack {
  name: string;
  resources: Record<string, TemplateResource>;
  outputs: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
  conditions: Record<string, unknown>;
  mappings: Record<string, Record<string, Record<string, unknown>>>;
  parameters: Record<string, { Default?: unknown }>;
  assets: Map<string, string>;
}

interface Manifest {
  artifacts?: Record<string, { type: string; displayName?: string; properties?: Record<string, string> }>;
}
type TemplateFile = Partial<
  Record<'Resources' | 'Outputs' | 'Conditions' | 'Mappings' | 'Parameters', Record<string, never>>
>;
interface AssetFile {
  files: Record<string, { source: { path: string }; destinations: Record<string, { objectKey: string }> }>;
}

/**
 * Reads the stacks of a tenant's Stage from a cloud assembly, through its manifests: the folder may hold the templates
 * of earlier synths too. Throws PlainError when there is no such tenant.
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
  const folder = path.join(assemblyFolder, stage.properties?.['directoryName'] ?? '');
  return Object.entries(readManifest(folder))
    .filter(([, { type }]) => type === 'aws:cloudformation:stack')
    .map(([id, { properties }]) => readStack(folder, id, properties ?? {}));
}

function readManifest(folder: string): NonNullable<Manifest['artifacts']> {
  return (readJson(path.join(folder, 'manifest.json')) as Manifest).artifacts ?? {};
}

function readStack(folder: string, id: string, properties: Record<string, string>): Stack {
  const template = readJson(path.join(folder, properties['templateFile'] ?? `${id}.template.json`)) as TemplateFile;
  return {
    name: properties['stackName'] ?? id,
    resources: template.Resources ?? {},
    outputs: template.Outputs ?? {},
    conditions: template.Conditions ?? {},
    mappings: template.Mappings ?? {},
    parameters: template.Parameters ?? {},
    assets: readAssets(folder, `${id}.assets.json`),
  };
}

function readAssets(folder: string, fileName: string): Map<string, string> {
  const { files } = readJson(path.join(folder, fileName)) as AssetFile;
  const keys = Object.values(files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(({ objectKey }) => [objectKey, path.resolve(folder, source.path)] as const),
  );
  return new Map(keys);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new PlainError(`the synthesized file ${file} cannot be read (${String(error)}): run "npm run synth"`, {
      cause: error,
    });
  }
}
