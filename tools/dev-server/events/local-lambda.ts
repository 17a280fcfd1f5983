import type { IncomingMessage } from 'node:http';
import type { ServiceCall } from '../access/callers.ts';
import { accessDenied } from '../access/guarded-dynamodb.ts';
import type { LocalFunction } from '../functions/local-function.ts';
import type { HttpAnswer } from '../http/answer.ts';
import { answerInvoke, invokedName } from '../server/invoke-api.ts';

/** Lambda, for a function that invokes another. */
interface LocalLambda {
  answer: (request: IncomingMessage) => Promise<HttpAnswer>;
  serve: (functions: ReadonlyMap<string, LocalFunction>) => void;
}

/** `problemOf` says why somebody may not call; `report` hears of a function that failed where nobody waits for it. */
export function createLocalLambda(
  problemOf: (call: ServiceCall) => string | undefined,
  report: (message: string) => void,
): LocalLambda {
  let functions: ReadonlyMap<string, LocalFunction> = new Map();
  return {
    answer: async (request) => {
      const { authorization } = request.headers;
      const input = { FunctionName: invokedName(request) };
      const problem = problemOf({ authorization, target: 'Lambda.Invoke', input });
      return problem === undefined ? answerInvoke(request, functions, report) : accessDenied(problem);
    },
    serve: (served) => {
      functions = served;
    },
  };
}
