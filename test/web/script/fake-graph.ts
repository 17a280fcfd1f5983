// An imitation of Microsoft Graph v1.0, as far as provisioning by SCIM needs it. It refuses what the
// reference of Graph does not have: other paths, other properties, other values of enumerations.
import { NON_GALLERY } from '../../../web/src/pages/script/steps.ts';
import { checkSchema, defaultSchema, type SyncSchema } from './fake-schema.ts';

export interface GraphAnswer {
  readonly status: number;
  readonly body?: unknown;
}

interface Job {
  readonly id: string;
  readonly templateId: string;
  schema: SyncSchema;
  isStarted: boolean;
}

interface Application {
  readonly id: string;
  readonly displayName: string;
  readonly applicationTemplateId: string | null;
  readonly jobs: Job[];
  secrets: ReadonlyMap<string, string>;
  /** Requests that are answered 404 yet: what was made is not seen everywhere at once. */
  late: number;
}

/** Keys of synchronizationSecretKeyStringValuePair that the reference calls supported. */
const KEYS = new Set(['BaseAddress', 'SecretToken', 'SyncNotificationSettings', 'SyncAll', 'SkipOutOfScopeDeletions']);
const TEMPLATES = ['scim', 'customappsso'];

interface Options {
  /** The secret that the endpoint takes. */
  readonly secret: string;
  /** Requests about an application that are too early. */
  readonly late?: number;
}

const refuse = (status: number, message: string): never => {
  throw Object.assign(new Error(message), { status });
};

const hasOnly = (body: object, keys: readonly string[]): void => {
  const other = Object.keys(body).find((key) => !keys.includes(key));
  if (other !== undefined) refuse(400, `the property ${other} does not exist`);
};

/** Makes one, with nothing in it. `applications` and `asked` tell what became of it. */
export function createFakeGraph({ secret, late = 0 }: Options) {
  const applications: Application[] = [];
  const asked: string[] = [];

  const isAccepted = (pairs: ReadonlyMap<string, string>): boolean =>
    pairs.get('SecretToken') === secret && URL.parse(pairs.get('BaseAddress') ?? '')?.protocol === 'https:';

  function readPairs(pairs: unknown): ReadonlyMap<string, string> {
    if (!Array.isArray(pairs)) return refuse(400, 'a collection of key and value is missing');
    return new Map(
      pairs.map((pair: Record<string, unknown>) => {
        hasOnly(pair, ['key', 'value']);
        const { key, value } = pair;
        if (typeof key !== 'string' || !KEYS.has(key))
          return refuse(400, `Requested value '${String(key)}' was not found`);
        return typeof value === 'string' && !value.includes('{') ? [key, value] : refuse(400, `${key} has no value`);
      }),
    );
  }

  function instantiate(body: Record<string, unknown>): GraphAnswer {
    hasOnly(body, ['displayName']);
    const { displayName } = body;
    if (typeof displayName !== 'string' || displayName === '') return refuse(400, 'displayName is missing');
    const id = `00000000-0000-4000-8000-00000000000${applications.length}`;
    applications.push({ id, displayName, applicationTemplateId: NON_GALLERY, jobs: [], secrets: new Map(), late });
    return { status: 201, body: { application: { id: 'app', displayName }, servicePrincipal: { id, displayName } } };
  }

  function find(parameters: URLSearchParams): GraphAnswer {
    const name = /^displayName eq '((?:[^']|'')*)'$/.exec(parameters.get('$filter') ?? '')?.[1];
    if (name === undefined) return refuse(400, 'Invalid filter clause');
    const fields = (parameters.get('$select') ?? '').split(',');
    const found = applications.filter(({ displayName }) => displayName === name.replaceAll("''", "'"));
    const select = (each: Application) =>
      Object.fromEntries(Object.entries(each).filter(([key]) => fields.includes(key)));
    return { status: 200, body: { value: found.map(select) } };
  }

  function makeJob(application: Application, body: Record<string, unknown>): GraphAnswer {
    hasOnly(body, ['templateId']);
    const templateId = TEMPLATES.find((each) => each === body['templateId']);
    if (templateId === undefined) return refuse(400, 'there is no such template');
    const id = `${templateId}.0123456789abcdef.${application.id}`;
    application.jobs.push({ id, templateId, schema: defaultSchema(), isStarted: false });
    return {
      status: 201,
      body: { id, templateId, schedule: { state: 'Disabled' }, status: { code: 'NotConfigured' } },
    };
  }

  function validate({ secrets }: Application, body: Record<string, unknown>): GraphAnswer {
    hasOnly(body, ['useSavedCredentials', 'credentials']);
    const pairs = body['useSavedCredentials'] === true ? secrets : readPairs(body['credentials']);
    return isAccepted(pairs) ? { status: 204 } : refuse(400, 'CredentialValidationFailed: 401 Unauthorized');
  }

  function ofJob(application: Application, job: Job, action: string, body: Record<string, unknown>): GraphAnswer {
    switch (action) {
      case 'POST validateCredentials':
        return validate(application, body);
      case 'GET schema':
        return { status: 200, body: structuredClone(job.schema) };
      case 'PUT schema': {
        const { schema, problem } = checkSchema(body);
        if (schema === undefined) return refuse(400, problem);
        job.schema = schema;
        return { status: 204 };
      }
      case 'POST start':
        if (!isAccepted(application.secrets)) refuse(400, 'the job has no credentials');
        job.isStarted = true;
        return { status: 204 };
    }
    return refuse(404, 'Resource not found for the segment');
  }

  function ofApplication(id: string, action: string, body: Record<string, unknown>): GraphAnswer {
    const application = applications.find((each) => each.id === id) ?? refuse(404, 'Request_ResourceNotFound');
    if (application.late > 0) {
      application.late -= 1;
      return refuse(404, 'Request_ResourceNotFound');
    }
    if (action === 'GET ') return { status: 200, body: { id, displayName: application.displayName } };
    if (action === 'GET synchronization/jobs')
      return {
        status: 200,
        body: { value: application.jobs.map((job) => ({ id: job.id, templateId: job.templateId })) },
      };
    if (action === 'POST synchronization/jobs') return makeJob(application, body);
    if (action === 'PUT synchronization/secrets') {
      hasOnly(body, ['value']);
      application.secrets = new Map([...application.secrets, ...readPairs(body['value'])]);
      return { status: 204 };
    }
    const [, method, jobId, rest] = /^(\w+) synchronization\/jobs\/([^/]+)\/(\w+)$/.exec(action) ?? [];
    const job = application.jobs.find((each) => each.id === jobId) ?? refuse(404, 'the job was not found');
    return ofJob(application, job, `${method} ${rest}`, body);
  }

  function answer(method: string, url: URL, body: Record<string, unknown>): GraphAnswer {
    const path = decodeURIComponent(url.pathname.replace('/v1.0/', ''));
    if (`${method} ${path}` === `POST applicationTemplates/${NON_GALLERY}/instantiate`) return instantiate(body);
    if (`${method} ${path}` === 'GET servicePrincipals') return find(url.searchParams);
    const [, id = '', rest = ''] = /^servicePrincipals\/([^/]+)\/?(.*)$/.exec(path) ?? refuse(404, 'no such path');
    return ofApplication(id, `${method} ${rest}`, body);
  }

  return {
    applications,
    asked,
    send(method: string, path: string, json: string | undefined): GraphAnswer {
      const url = new URL(`https://graph.microsoft.com/v1.0${path}`);
      asked.push(`${method} ${url.pathname}`);
      try {
        return answer(method, url, json === undefined ? {} : (JSON.parse(json) as Record<string, unknown>));
      } catch (error) {
        if (!(error instanceof Error) || !('status' in error)) throw error;
        return { status: Number(error.status), body: { error: { message: error.message } } };
      }
    },
  };
}

export type FakeGraph = ReturnType<typeof createFakeGraph>;
