import { limitOf } from '../../service/budget.ts';
import type { Answer, Context } from '../../service/context.ts';
import { planBulk, type PlannedOperation } from '../../scim/messages/bulk-plan.ts';
import { invalidValue, notFound, unavailable } from '../../scim/errors.ts';
import { BULK_RESPONSE_SCHEMA, readBulkRequest, type BulkEntry } from '../../scim/messages/bulk-request.ts';
import { claimAttributes } from '../../scim/query/indexed-attributes.ts';
import { defined, type JsonObject } from '../../scim/json.ts';
import type { ScimRequest } from './request.ts';

/** Operations that run at the same time: more would only wait for each other at the table. */
const PARALLEL = 8;
/**
 * From here on nothing new is started: API Gateway gives up after 29 seconds, and an operation may
 * take some of them.
 */
const LAST_START_MS = 18_000;

type Run = (context: Context, request: ScimRequest) => Promise<Answer>;

/**
 * POST to /Bulk (RFC 7644 §3.7): every operation has the status and the error it would have had
 * alone, because it goes the way it would have gone alone (`run`). Independent ones run side by
 * side; with failOnErrors they run one after the other, and stop when it is reached.
 */
export async function runBulk(context: Context, request: ScimRequest, run: Run): Promise<Answer> {
  const { entries, failOnErrors } = readBulkRequest(request.body, context.profile);
  const unique = context.types.flatMap((type) =>
    claimAttributes(type).map(({ attribute }) => attribute.name.toLowerCase()),
  );
  const plan = planBulk(
    entries.map((entry) => (entry.ok ? entry.operation : undefined)),
    context.newId,
    unique,
  );
  const expected = new Map(
    plan.flatMap((planned) => {
      const type = context.types.find(({ endpoint }) => endpoint === planned?.operation.path);
      return planned?.id !== undefined && type ? [[planned.id, type.name] as const] : [];
    }),
  );
  // The same part for each, whatever the others are: so that an operation has the same answer always.
  const limits = { ...context.limits, patch: Math.ceil(limitOf('patch', context) / Math.max(1, entries.length)) };
  const begun = Date.parse(context.now());
  const one = async (place: number, failed: (place: number) => boolean): Promise<Answer> => {
    try {
      const entry = entries[place];
      if (entry && !entry.ok) throw entry.error;
      const planned = plan[place];
      if (!planned) throw new Error(`operation ${place} has no plan`);
      checkStart(planned, Date.parse(context.now()) - begun, planned.needs.find(failed), entries);
      return await run(
        { ...context, limits, expected, newId: () => planned.id ?? context.newId() },
        operationRequest(context, request, planned),
      );
    } catch (error) {
      return request.answerError(error);
    }
  };
  const answers =
    failOnErrors === undefined ? await sideBySide(plan, one) : await inTurn(plan.length, failOnErrors, one);
  const operations = answers.map((answer, place) => operationResult(context, entries[place], plan[place], answer));
  return { status: 200, body: { schemas: [BULK_RESPONSE_SCHEMA], Operations: operations } };
}

type One = (place: number, failed: (place: number) => boolean) => Promise<Answer>;

const isError = (answer: Answer | undefined): boolean => answer !== undefined && answer.status >= 400;

async function inTurn(length: number, failOnErrors: number, one: One): Promise<Answer[]> {
  const answers: Answer[] = [];
  let errors = 0;
  for (let place = 0; place < length && errors < failOnErrors; place += 1) {
    const answer = await one(place, (other) => isError(answers[other]));
    answers.push(answer);
    errors += Number(isError(answer));
  }
  return answers;
}

/**
 * Starts what need not wait any more; in a circle of references the first in the request goes
 * first.
 */
async function sideBySide(plan: readonly (PlannedOperation | undefined)[], one: One): Promise<Answer[]> {
  const answers: Answer[] = [];
  const waiting = new Set(plan.keys());
  const running = new Map<number, Promise<void>>();
  const start = (place: number): void => {
    waiting.delete(place);
    const work = async (): Promise<void> => {
      answers[place] = await one(place, (other) => isError(answers[other]));
      running.delete(place);
    };
    running.set(place, work());
  };
  while (waiting.size > 0) {
    const ready = [...waiting].filter((place) =>
      (plan[place]?.waitsFor ?? []).every((other) => answers[other] !== undefined),
    );
    for (const place of ready.slice(0, PARALLEL - running.size)) start(place);
    const [first] = waiting;
    if (running.size === 0 && first !== undefined) start(first);
    await Promise.race(running.values());
  }
  await Promise.all(running.values());
  return answers;
}

function checkStart(
  planned: PlannedOperation,
  elapsed: number,
  failedNeed: number | undefined,
  entries: readonly BulkEntry[],
): void {
  if (planned.problem !== undefined) throw invalidValue(planned.problem);
  if (failedNeed !== undefined) {
    const entry = entries[failedNeed];
    const bulkId = entry?.ok ? entry.operation.bulkId : entry?.bulkId;
    throw invalidValue(
      `the operation refers to "bulkId:${bulkId}", whose POST failed; see the answer to that operation`,
    );
  }
  if (elapsed > LAST_START_MS)
    throw unavailable('the request took too long and this operation was not started; send it again', 503, 1);
}

/** The request that the operation would have been on its own. */
function operationRequest(
  { types }: Context,
  { answerError }: ScimRequest,
  { operation }: PlannedOperation,
): ScimRequest {
  const { method, path, data, version } = operation;
  const [, endpoint = '', id, ...more] = path.split('/');
  const type = types.find((candidate) => candidate.endpoint === `/${endpoint}`);
  if (!type || more.length > 0 || id === '')
    throw notFound(
      `there is no route "${path.slice(0, 80)}"; use an endpoint of /ResourceTypes, and for all but POST the id behind it`,
    );
  return {
    method,
    route: id === undefined ? type.endpoint : `${type.endpoint}/{id}`,
    id: id ?? '',
    query: {},
    preferences: version === undefined ? {} : { ifMatch: version },
    body: data,
    answerError,
  };
}

function operationResult(
  { baseUrl }: Context,
  entry: BulkEntry | undefined,
  planned: PlannedOperation | undefined,
  answer: Answer,
): JsonObject {
  const sent = entry?.ok ? entry.operation : entry;
  const path = planned && planned.operation.method !== 'POST' ? `${baseUrl}${planned.operation.path}` : undefined;
  return defined(
    Object.entries({
      location: answer.headers?.['Location'] ?? path,
      method: sent?.method,
      bulkId: sent?.bulkId,
      version: answer.headers?.['ETag'],
      status: String(answer.status),
      response: isError(answer) ? answer.body : undefined,
    }),
  );
}
