import { randomUUID } from 'node:crypto';
import { ACCOUNT } from '../template/aws-account.ts';
import type { Stack } from '../template/assembly.ts';
import { outputsOf, resourcesOf } from '../template/deployment.ts';
import { functionsOf, type FunctionDefinition } from '../template/functions.ts';
import { evaluate } from './evaluate.ts';
import { rolesOf, type Statement } from './statements.ts';
import { usesOf, type HashOf } from './uses.ts';

/** What the AWS SDK of a function signs its calls with. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A call to a service, by the name of its operation as the header `x-amz-target` has it. */
export interface ServiceCall {
  readonly authorization: string | undefined;
  readonly target: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Who is known to call: the functions of the tenant, each with the role that its template gives it. */
export interface Callers {
  /** Takes the functions and roles of these stacks; those before, which may still run, stay known. */
  know: (stacks: readonly Stack[]) => void;
  /** Another key for each function. It is for as long as the server runs. */
  accessKeyOf: (definition: FunctionDefinition) => AccessKey;
  /** Why the role of the one who calls does not allow it, in the words of AWS; undefined where it does. */
  problemOf: (call: ServiceCall) => string | undefined;
}

interface Caller {
  readonly name: string;
  readonly role: string;
  readonly statements: readonly Statement[];
}

interface TableKeys {
  KeySchema?: { AttributeName: string; KeyType: string }[];
  GlobalSecondaryIndexes?: (TableKeys & { IndexName: string })[];
}

/** Nobody is known at first. `report` hears of every call that is refused. */
export function createCallers(report: (message: string) => void): Callers {
  const callers = new Map<string, Caller>();
  const hashes = new Map<string, string>();
  const hashOf: HashOf = (table, index) => hashes.get(`${table}/${index ?? ''}`);
  const callerOf = (authorization: string | undefined) => callers.get(accessKeyIn(authorization) ?? '');
  return {
    know: (stacks) => {
      const roles = rolesOf(stacks);
      for (const definition of functionsOf(stacks)) {
        const { name, role = '' } = definition;
        callers.set(keyOf(definition).accessKeyId, { name, role, statements: roles.get(role) ?? [] });
      }
      for (const [name, hash] of hashNames(stacks)) hashes.set(name, hash);
    },
    accessKeyOf: keyOf,
    problemOf: ({ authorization, target, input }) => {
      const caller = callerOf(authorization);
      const problem = caller ? refusalOf(caller, usesOf(target, input, hashOf)) : UNKNOWN;
      if (problem !== undefined) report(problem);
      return problem;
    },
  };
}

const UNKNOWN =
  'The security token included in the request is invalid: only the functions of the tenant may call here, each by ' +
  'the key in its environment';

const START = randomUUID().replaceAll('-', '').toUpperCase();

/** Letters and digits, as DynamoDB Local demands of it. */
function keyOf({ name }: FunctionDefinition): AccessKey {
  const id = `${START}${name.replaceAll(/\W/g, '')}`;
  return { accessKeyId: id, secretAccessKey: id };
}

/** The id of the access key that a request was signed with. */
export const accessKeyIn = (authorization: string | undefined): string | undefined =>
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\//.exec(authorization ?? '')?.[1];

function refusalOf({ name, role, statements }: Caller, uses: ReturnType<typeof usesOf>): string | undefined {
  for (const use of uses) {
    const decided = evaluate(statements, use);
    if (decided === 'allow') continue;
    const why =
      decided === 'deny'
        ? `because no identity-based policy allows the ${use.action} action`
        : 'with an explicit deny in an identity-based policy';
    // The first part of a key says what it is; the rest may be personal.
    const kinds = [...new Set(use.keys?.map((key) => key.split('#', 1)[0]))].join(', ');
    return (
      `User: arn:aws:sts::${ACCOUNT}:assumed-role/${role.split('/').at(-1)}/${name} is not authorized to perform: ` +
      `${use.action} on resource: ${use.resource} ${why} (keys of the kinds ${kinds || 'none'}: ` +
      'lib/key-access.ts says which function may do what)'
    );
  }
  return undefined;
}

/**
 * The partition keys of tables and of their indexes, by `table/` and `table/index`. The table that a tenant
 * file names has those of the stacks.
 */
function hashNames(stacks: readonly Stack[]): [string, string][] {
  const { TableName: used } = outputsOf(stacks);
  return resourcesOf<TableKeys>(stacks, 'AWS::DynamoDB::GlobalTable').flatMap(({ ref, properties }) =>
    [ref, used ?? ref].flatMap((table) => [
      hashName(table, '', properties),
      ...(properties.GlobalSecondaryIndexes ?? []).map((index) => hashName(table, index.IndexName, index)),
    ]),
  );
}

const hashName = (table: string, index: string, { KeySchema = [] }: TableKeys): [string, string] => [
  `${table}/${index}`,
  KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '',
];
