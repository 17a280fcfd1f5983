import type { AskingLink, SetupContext } from '../../directory/setup/context.ts';
import { readFields } from '../../directory/setup/fields.ts';
import { readFlow } from '../../directory/setup/flow.ts';
import { readOverview } from '../../directory/setup/overview.ts';
import { readPeople, readPerson } from '../../directory/setup/people.ts';
import { SETUP_API_BASE, SETUP_PATHS, type SetupPath } from '../../directory/setup/paths.ts';
import { onlyKnown, type Parameters } from '../../directory/parameters.ts';
import { DirectoryProblem } from '../../directory/problem.ts';
import { show } from '../../scim/errors.ts';
import type { HttpAnswer } from '../answer.ts';
import { SCIM_BASE, TOKEN_PATH } from '../paths.ts';

export interface SetupRequest {
  /** Below the base of the API: "/people/{id}". */
  readonly route: string;
  readonly method: string;
  readonly id: string;
  readonly parameters: Parameters;
  readonly link: AskingLink;
  /** What stands before all paths, as the client wrote it. */
  readonly mountUrl: string;
}

interface Route {
  /** What the link must allow besides seeing the page. */
  readonly needs?: keyof AskingLink['may'];
  readonly read: (context: SetupContext, request: SetupRequest) => Promise<unknown>;
}

const ROUTES: Readonly<Record<SetupPath, Route>> = {
  '/overview': {
    read: (context, { parameters, link, mountUrl }) => {
      onlyKnown(parameters, []);
      return readOverview(context, link, { tenantUrl: mountUrl + SCIM_BASE, tokenUrl: mountUrl + TOKEN_PATH });
    },
  },
  '/health': { read: (context, { parameters }) => readFlow(context, parameters) },
  '/fields': { read: (context, { parameters }) => readFields(context, parameters) },
  '/people': { needs: 'people', read: (context, { parameters }) => readPeople(context, parameters) },
  '/people/{id}': { needs: 'people', read: (context, { id, parameters }) => readPerson(context, id, parameters) },
};

const isSetupPath = (route: string): route is SetupPath => Object.hasOwn(ROUTES, route);

/** Answers a request to the API of the setup page, or throws the DirectoryProblem that refuses it. */
export async function answerSetup(context: SetupContext, request: SetupRequest): Promise<HttpAnswer> {
  const { route } = request;
  if (!isSetupPath(route))
    throw new DirectoryProblem(
      'not-found',
      `there is no ${show(route)}; ${SETUP_API_BASE} has ${Object.keys(ROUTES).join(', ')}`,
    );
  const methods: readonly string[] = SETUP_PATHS[route];
  const allowed = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (method === 'OPTIONS') return { status: 204, headers: { Allow: allowed } };
  if (!methods.includes(method))
    throw new DirectoryProblem('method-not-allowed', `${route} takes ${allowed}`, { Allow: allowed });
  const { needs, read } = ROUTES[route];
  if (needs && !request.link.may[needs])
    throw new DirectoryProblem(
      'wrong-scope',
      `this link may not do that: it needs "${needs}", ask whoever sent it for one that has it`,
    );
  return json(await read(context, request));
}

const json = (content: unknown): HttpAnswer => ({
  status: 200,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(content),
});
