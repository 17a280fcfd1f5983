import { readActivity } from '../../directory/setup/activity/activity.ts';
import { activityTable } from '../../directory/setup/activity/table.ts';
import type { AskingLink, SetupContext } from '../../directory/setup/context.ts';
import { readFields } from '../../directory/setup/fields.ts';
import { readFlow } from '../../directory/setup/flow.ts';
import { readOverview } from '../../directory/setup/overview.ts';
import { setupOpenApi } from '../../directory/setup/openapi.ts';
import { readPeople, readPerson } from '../../directory/setup/people.ts';
import { SETUP_API_BASE, type SetupPath } from '../../directory/setup/paths.ts';
import { onlyKnown, type Parameters } from '../../directory/parameters.ts';
import { DirectoryProblem } from '../../directory/problem.ts';
import { show } from '../../scim/errors.ts';
import type { HttpAnswer } from '../answer.ts';
import { SCIM_BASE, TOKEN_PATH } from '../paths.ts';
import { endCredential, listMade, makeCredential } from './credentials.ts';

export interface SetupRequest {
  /** Below the base of the API: "/people/{id}". */
  readonly route: string;
  readonly method: string;
  /** Of whom or what the path is about. */
  readonly id: string;
  /** As it was sent. */
  readonly body: string;
  readonly parameters: Parameters;
  readonly link: AskingLink;
  /** What stands before all paths, as the client wrote it. */
  readonly mountUrl: string;
}

type Method = 'GET' | 'POST' | 'DELETE';
type Answer = (context: SetupContext, request: SetupRequest) => Promise<unknown>;

/** What a path answers to each method, and what the link must allow for it besides seeing the page. */
type Route = Readonly<Partial<Record<Method, Answer>>> & { readonly needs?: keyof AskingLink['may'] };

const ROUTES: Readonly<Record<SetupPath, Route>> = {
  '/overview': {
    GET: (context, { parameters, link, mountUrl }) => {
      onlyKnown(parameters, []);
      return readOverview(context, link, { tenantUrl: mountUrl + SCIM_BASE, tokenUrl: mountUrl + TOKEN_PATH });
    },
  },
  '/health': { GET: (context, { parameters }) => readFlow(context, parameters) },
  '/fields': { GET: (context, { parameters }) => readFields(context, parameters) },
  '/people': { needs: 'people', GET: (context, { parameters }) => readPeople(context, parameters) },
  '/people/{id}': { needs: 'people', GET: (context, { id, parameters }) => readPerson(context, id, parameters) },
  '/activity': { GET: (context, { link, parameters }) => readActivity(context, link, parameters) },
  '/activity.csv': {
    GET: async (context, { link, parameters }) => {
      const { rows, next } = await readActivity(context, link, parameters);
      return { csv: activityTable(rows, { header: parameters['cursor'] === undefined }), next };
    },
  },
  '/credentials': {
    needs: 'tokens',
    GET: (context, { link, parameters }) => {
      onlyKnown(parameters, []);
      return listMade(context, link);
    },
    POST: (context, { link, body }) => makeCredential(context, link, body),
  },
  '/credentials/{keyId}': { needs: 'tokens', DELETE: (context, { link, id }) => endCredential(context, link, id) },
  '/openapi.json': {
    GET: (_, { parameters, mountUrl }) => {
      onlyKnown(parameters, []);
      return Promise.resolve(setupOpenApi(mountUrl + SETUP_API_BASE));
    },
  },
};

const isSetupPath = (route: string): route is SetupPath => Object.hasOwn(ROUTES, route);
const STATUS: Readonly<Record<Method, number>> = { GET: 200, POST: 201, DELETE: 204 };
const METHODS: readonly Method[] = ['GET', 'POST', 'DELETE'];

/** Answers a request to the API of the setup page, or throws the DirectoryProblem that refuses it. */
export async function answerSetup(context: SetupContext, request: SetupRequest): Promise<HttpAnswer> {
  const { route } = request;
  if (!isSetupPath(route))
    throw new DirectoryProblem(
      'not-found',
      `there is no ${show(route)}; ${SETUP_API_BASE} has ${Object.keys(ROUTES).join(', ')}`,
    );
  const { needs, ...answers } = ROUTES[route];
  const taken = METHODS.filter((each) => answers[each] !== undefined);
  const allowed = [...taken, ...(taken.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  if (request.method === 'OPTIONS') return { status: 204, headers: { Allow: allowed } };
  const method = taken.find((each) => each === (request.method === 'HEAD' ? 'GET' : request.method));
  const answer = method && answers[method];
  if (!answer) throw new DirectoryProblem('method-not-allowed', `${route} takes ${allowed}`, { Allow: allowed });
  if (needs && !request.link.may[needs])
    throw new DirectoryProblem(
      'wrong-scope',
      `this link may not do that: it needs "${needs}", ask whoever sent it for one that has it`,
    );
  const content = await answer(context, request);
  if (content === undefined) return { status: STATUS[method] };
  if (isCsv(content)) return csvAnswer(content, request);
  return { status: STATUS[method], headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(content) };
}

interface Csv {
  readonly csv: string;
  readonly next: string | undefined;
}

/** No answer in JSON has a key of this name. */
const isCsv = (content: unknown): content is Csv => typeof content === 'object' && content !== null && 'csv' in content;

/** A page of a table; `Link` has the next one, relative to this. */
function csvAnswer({ csv, next }: Csv, { route, parameters }: SetupRequest): HttpAnswer {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...parameters, cursor: next }))
    if (value !== undefined) query.set(name, value);
  return {
    status: 200,
    headers: {
      'Content-Type': `text/csv; charset=utf-8; header=${parameters['cursor'] === undefined ? 'present' : 'absent'}`,
      ...(next !== undefined && { Link: `<.${route}?${query.toString()}>; rel="next"` }),
    },
    body: csv,
  };
}
