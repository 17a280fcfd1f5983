// The synchronization schema of a job of the template "scim": what it is at first, and what Microsoft
// Graph takes in its place.
import { Ajv } from 'ajv';

interface Attribute {
  name: string;
  type: string;
}
interface AttributeMapping {
  targetAttributeName: string;
  matchingPriority?: number;
  source: { expression: string; name: string; type: string; parameters: unknown[] } | null;
}
interface ObjectMapping {
  sourceObjectName: string;
  targetObjectName: string;
  attributeMappings: AttributeMapping[];
}
export interface SyncSchema {
  directories: { name: string; objects: { name: string; attributes: Attribute[] }[] }[];
  synchronizationRules: {
    name: string;
    sourceDirectoryName: string;
    targetDirectoryName: string;
    objectMappings: ObjectMapping[];
  }[];
}

const ENTRA = 'Azure Active Directory';
const TARGET = 'customappsso';
const USER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** Attributes of a user that Entra ID has, of many. */
const SOURCES = `objectId userPrincipalName mail mailNickname displayName givenName jobTitle mobile telephoneNumber
  facsimileTelephoneNumber physicalDeliveryOfficeName extensionAttribute1 IsSoftDeleted`.split(/\s+/);

/** The rows that a new job maps, as source and target. */
const DEFAULTS: readonly (readonly [source: string, target: string, matchingPriority?: number])[] = [
  ['userPrincipalName', 'userName', 1],
  ['displayName', 'displayName'],
  ['jobTitle', 'title'],
  ['mail', 'emails[type eq "work"].value'],
  ['givenName', 'name.givenName'],
  ['physicalDeliveryOfficeName', 'addresses[type eq "work"].formatted'],
  ['telephoneNumber', 'phoneNumbers[type eq "work"].value'],
  ['mobile', 'phoneNumbers[type eq "mobile"].value'],
  ['facsimileTelephoneNumber', 'phoneNumbers[type eq "fax"].value'],
  ['mailNickname', 'externalId'],
];

const attribute = (name: string): Attribute => ({ name, type: 'String' });

export function defaultSchema(): SyncSchema {
  const rows = DEFAULTS.map(([source, targetAttributeName, matchingPriority = 0]) => ({
    defaultValue: null,
    exportMissingReferences: false,
    flowBehavior: 'FlowWhenChanged',
    flowType: 'Always',
    matchingPriority,
    source: { expression: `[${source}]`, name: source, type: 'Attribute', parameters: [] },
    targetAttributeName,
  }));
  const active: AttributeMapping = {
    targetAttributeName: 'active',
    source: {
      expression: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
      name: 'Switch',
      type: 'Function',
      parameters: [],
    },
  };
  const targets = [...DEFAULTS.map(([, target]) => target), 'active', 'timezone', 'nickName'];
  return {
    directories: [
      { name: ENTRA, objects: [{ name: 'User', attributes: SOURCES.map(attribute) }] },
      { name: TARGET, objects: [{ name: USER, attributes: targets.map(attribute) }] },
    ],
    synchronizationRules: [
      {
        name: 'USER_OUTBOUND_USER',
        sourceDirectoryName: ENTRA,
        targetDirectoryName: TARGET,
        objectMappings: [
          { sourceObjectName: 'Group', targetObjectName: 'Group', attributeMappings: [] },
          { sourceObjectName: 'User', targetObjectName: USER, attributeMappings: [active, ...rows] },
        ],
      },
    ],
  };
}

const nullable = (type: string) => ({ type: [type, 'null'] });
const text = { type: 'string', minLength: 1 };
const whole = (properties: object, required: readonly string[]) => ({
  type: 'object',
  properties: { ...properties },
  required,
  additionalProperties: false,
});

/** What the reference of Graph v1.0 says of synchronizationSchema and what is in it. */
const SHAPE = whole(
  {
    directories: {
      type: 'array',
      items: whole(
        {
          name: text,
          objects: {
            type: 'array',
            items: whole(
              {
                name: text,
                attributes: {
                  type: 'array',
                  items: whole(
                    { name: text, type: { enum: ['String', 'Integer', 'Reference', 'Binary', 'Boolean', 'DateTime'] } },
                    ['name', 'type'],
                  ),
                },
              },
              ['name', 'attributes'],
            ),
          },
        },
        ['name', 'objects'],
      ),
    },
    synchronizationRules: {
      type: 'array',
      items: whole(
        {
          name: text,
          sourceDirectoryName: text,
          targetDirectoryName: text,
          objectMappings: {
            type: 'array',
            items: whole(
              {
                sourceObjectName: text,
                targetObjectName: text,
                attributeMappings: {
                  type: 'array',
                  items: whole(
                    {
                      defaultValue: nullable('string'),
                      exportMissingReferences: { type: 'boolean' },
                      flowBehavior: { enum: ['FlowWhenChanged', 'FlowAlways'] },
                      flowType: {
                        enum: ['Always', 'ObjectAddOnly', 'MultiValueAddOnly', 'ValueAddOnly', 'AttributeAddOnly'],
                      },
                      matchingPriority: { type: 'integer' },
                      source: whole(
                        {
                          expression: text,
                          name: text,
                          parameters: { type: 'array' },
                          type: { enum: ['Attribute', 'Constant', 'Function'] },
                        },
                        ['expression', 'name', 'type'],
                      ),
                      targetAttributeName: text,
                    },
                    ['source', 'targetAttributeName'],
                  ),
                },
              },
              ['sourceObjectName', 'targetObjectName', 'attributeMappings'],
            ),
          },
        },
        ['name', 'sourceDirectoryName', 'targetDirectoryName', 'objectMappings'],
      ),
    },
  },
  ['directories', 'synchronizationRules'],
);

const hasShape = new Ajv({ allowUnionTypes: true }).compile<SyncSchema>(SHAPE);

type Checked = { schema: SyncSchema; problem?: never } | { schema?: never; problem: string };

/** What is to be the schema from now on, or why Graph would not take it. */
export function checkSchema(body: unknown): Checked {
  if (!hasShape(body)) return { problem: JSON.stringify(hasShape.errors) };
  for (const { sourceDirectoryName, targetDirectoryName, objectMappings } of body.synchronizationRules)
    for (const { sourceObjectName, targetObjectName, attributeMappings } of objectMappings) {
      const sources = namesOf(body, sourceDirectoryName, sourceObjectName);
      const targets = namesOf(body, targetDirectoryName, targetObjectName);
      for (const { source, targetAttributeName } of attributeMappings) {
        if (!targets.includes(targetAttributeName)) return { problem: `there is no target ${targetAttributeName}` };
        if (source?.type !== 'Attribute') continue;
        if (!sources.includes(source.name) || source.expression !== `[${source.name}]`)
          return { problem: `there is no attribute ${source.expression}` };
      }
    }
  return { schema: body };
}

const namesOf = ({ directories }: SyncSchema, directory: string, object: string): readonly string[] =>
  directories
    .find(({ name }) => name === directory)
    ?.objects.find(({ name }) => name === object)
    ?.attributes.map(({ name }) => name) ?? [];

/** The rows of users, as "source -> target". */
export const rowsOf = ({ synchronizationRules }: SyncSchema): readonly string[] =>
  synchronizationRules
    .flatMap(({ objectMappings }) => objectMappings)
    .filter(({ sourceObjectName }) => sourceObjectName === 'User')
    .flatMap(({ attributeMappings }) => attributeMappings)
    .map(({ source, targetAttributeName }) => `${source?.expression} -> ${targetAttributeName}`);
