import { SMOKE_REQUESTS, type Smoked, type SmokeRequest } from './requests.ts';

export interface SmokeOptions {
  readonly tenant: string;
  /** Gives a function an event and answers what it gave back, parsed. Rejects where it failed. */
  readonly invoke: (to: Smoked, event: object) => Promise<unknown>;
}

/** Asks every function what the smoke test asks; a sentence for each answer that is not right. */
export async function runSmoke(options: SmokeOptions): Promise<string[]> {
  const problems = await Promise.all(SMOKE_REQUESTS.map((request) => problemOf(request, options)));
  return problems.filter((problem) => problem !== undefined);
}

async function problemOf(request: SmokeRequest, { tenant, invoke }: SmokeOptions): Promise<string | undefined> {
  const { to, what, event, isRight } = request;
  try {
    const answer = await invoke(to, event(tenant));
    return isRight(answer)
      ? undefined
      : `${to}: ${what} was answered ${describe(answer)}, which is not what it should be`;
  } catch (error) {
    return `${to}: ${what} failed: ${error instanceof Error ? error.message : 'unknown'}`;
  }
}

/** The status alone: what an answer says may be personal. */
function describe(answer: unknown): string {
  const isAnswer = typeof answer === 'object' && answer !== null && 'statusCode' in answer;
  return isAnswer ? String(answer.statusCode) : 'without a status';
}
