import type { EventsTarget } from '../target/events-target.ts';
import { send, type Answer, type Request } from './send.ts';

/** Where the steps try things, and with what. */
export interface Place {
  /** What stands before /scim/v2 in the Tenant URL. */
  readonly mount: string;
  readonly scimUrl: string;
  /** Of the scope `probe`. */
  readonly token: string;
  readonly target: EventsTarget;
}

/** One thing that is tried. */
export interface Step {
  readonly name: string;
  readonly expected: string;
  /** What it means when it is otherwise, and what to do. */
  readonly otherwise: string;
  readonly run: (place: Place) => Promise<Outcome>;
}

/** What came of it: `got` in words, with nothing about anybody. */
export interface Outcome {
  readonly ok: boolean;
  readonly got: string;
}

/** A step that is a request. */
export interface HttpStep {
  readonly name: string;
  readonly expected: string;
  readonly otherwise: string;
  readonly request: (place: Place) => Request;
  readonly isAsExpected: (answer: Answer) => boolean;
  /** More about the answer than its status. */
  readonly tell?: (answer: Answer) => string | undefined;
}

export const httpStep = ({ request, isAsExpected, tell, ...step }: HttpStep): Step => ({
  ...step,
  run: async (place) => {
    const answer = await send(request(place));
    if (typeof answer === 'string') return { ok: false, got: answer };
    const more = tell?.(answer);
    return { ok: isAsExpected(answer), got: more === undefined ? String(answer.status) : `${answer.status}, ${more}` };
  },
});

export const bearer = (token: string): readonly [string, string] => ['Authorization', `Bearer ${token}`];
