import type { Example, Examples } from './openapi-examples.ts';
import { problemStatus, type ProblemKind } from './problem.ts';
import { ref, text, type Schema } from './schema-parts.ts';

/** What an operation takes and answers. */
export interface Answering {
  readonly parameters: readonly Schema[];
  /** Name of the schema of the answer as JSON; undefined where it is any object. */
  readonly json?: string;
  readonly csv?: true;
  /** Of a stream of JSON lines. */
  readonly lines?: true;
  /** Problems besides those that follow from its parameters. */
  readonly problems?: readonly ProblemKind[];
}

const OF_EVERY: readonly ProblemKind[] = [
  'unknown-parameter',
  'bad-credential',
  'wrong-scope',
  'throttled',
  'failed',
  'busy',
];

/** The problems that come with a parameter; any other of the query may be an `invalid-parameter`. */
const OF_PARAMETER: Readonly<Record<string, readonly ProblemKind[]>> = {
  id: ['not-found'],
  cursor: ['invalid-cursor', 'expired-cursor'],
  since: ['invalid-cursor', 'position-gone'],
};

/** What a status says, and its headers besides those of every answer. */
const STATUSES: Readonly<Record<string, readonly [description: string, headers?: readonly string[]]>> = {
  200: ['done'],
  400: ['The request cannot be answered as it is: "detail" says what to change.'],
  401: ['There is no credential, or one that is not valid (any more). API Gateway answers.', ['WWW-Authenticate']],
  403: ['The credential does not have the scope "directory".'],
  404: ['There is nobody and nothing with this id.'],
  405: ['The directory is read-only.', ['Allow']],
  406: ['Accept names no format that this has.'],
  410: ['What changed since then is not kept any more, or the directory was restored: read all users again.'],
  429: ['Too many requests: wait for the seconds in Retry-After.', ['Retry-After']],
  500: ['A fault of the service: try again, and give the request id to the operator if it stays.'],
  503: ['The database or the check of the credential is busy: wait for the seconds in Retry-After.', ['Retry-After']],
  504: ['It took longer than 29 seconds: try again, or ask for less.', ['Retry-After']],
};

const HEADERS: Readonly<Record<string, readonly [description: string, example: string]>> = {
  Link: [
    'the address of the next page, with rel="next"; not there on the last page',
    '<https://…/directory/v1/users?limit=100&cursor=…>; rel="next"',
  ],
  'Retry-After': ['seconds to wait', '5'],
  'WWW-Authenticate': ['how to send a credential', 'Bearer realm="scim"'],
  Allow: ['the methods that there are', 'GET, HEAD, OPTIONS'],
};

const component = (kind: string, name: string): Schema => ({ $ref: `#/components/${kind}/${name}` });
const gatewayName = (status: string): string => `api-gateway-${status}`;

/** The answers of an operation by status, with examples. */
export function answersOf(path: string, operation: Answering, { answers, gateway }: Examples) {
  const kinds = kindsOf(path, operation);
  const byStatus = Map.groupBy(kinds, (kind) => String(problemStatus(kind)));
  const statuses = [...new Set([...byStatus.keys(), ...Object.keys(gateway)])].toSorted();
  const isPaged = operation.parameters.some(({ name }) => name === 'cursor');
  return {
    '200': { ...told('200', isPaged ? ['Link'] : []), content: contentOf(operation, answers[path] ?? {}) },
    ...Object.fromEntries(
      statuses.map((status) => {
        const fromUs = problemContent(byStatus.get(status) ?? []);
        return [status, { ...told(status), content: { ...fromUs, ...(status in gateway && gatewayContent(status)) } }];
      }),
    ),
  };
}

function kindsOf(path: string, { parameters, problems = [] }: Answering): ProblemKind[] {
  const named = parameters.flatMap(({ name, in: where }): readonly ProblemKind[] => {
    const own = OF_PARAMETER[String(name)];
    return own ?? (where === 'query' ? ['invalid-parameter'] : []);
  });
  // A path that ends in a format looks at no Accept header.
  const isNegotiated = !/\.\w+$/.test(path);
  const all = [...OF_EVERY, ...named, ...problems, ...(isNegotiated ? ['not-acceptable' as const] : [])];
  return [...new Set(all)].toSorted();
}

function told(status: string, more: readonly string[] = []) {
  const [description, headers = []] = STATUSES[status] ?? [`status ${status}`];
  const names = [...more, ...headers];
  const shown = Object.fromEntries(names.map((name) => [name, component('headers', name)]));
  return { description, ...(names.length > 0 && { headers: shown }) };
}

function contentOf(
  { json, csv, lines }: Answering,
  shown: Readonly<Record<string, Readonly<Record<string, Example>>>>,
) {
  const anyJson = csv || lines ? undefined : { type: 'object' };
  const types: readonly (readonly [type: string, schema: Schema | undefined])[] = [
    ['application/json', json === undefined ? anyJson : ref(json)],
    ['text/csv', csv && text],
    ['application/jsonl', lines && text],
  ];
  return Object.fromEntries(
    types.flatMap(([type, schema]) =>
      schema ? [[type, { schema, ...(shown[type] && { examples: shown[type] }) }] as const] : [],
    ),
  );
}

const problemContent = (kinds: readonly ProblemKind[]) =>
  kinds.length === 0
    ? {}
    : {
        'application/problem+json': {
          schema: ref('Problem'),
          examples: Object.fromEntries(kinds.map((kind) => [kind, component('examples', kind)])),
        },
      };

const gatewayContent = (status: string) => ({
  'application/json': {
    schema: ref('ScimError'),
    examples: { 'api-gateway': component('examples', gatewayName(status)) },
  },
});

/** What the answers of several operations share, for the components of the document. */
export function sharedAnswers({ problems, gateway }: Examples) {
  return {
    headers: Object.fromEntries(
      Object.entries(HEADERS).map(([name, [description, example]]) => [name, { description, schema: text, example }]),
    ),
    responses: {
      MethodNotAllowed: { ...told('405'), content: problemContent(['method-not-allowed']) },
    },
    examples: {
      ...problems,
      ...Object.fromEntries(Object.entries(gateway).map(([status, example]) => [gatewayName(status), example])),
    },
  };
}
