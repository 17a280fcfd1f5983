import { randomUUID } from 'node:crypto';
import pMap from 'p-map';
import type { Answer } from './ask.ts';
import { STEPS, type Step, type Subject } from './lifecycle.ts';
import type { Running } from './process.ts';
import type { Recorded, Recorder } from './record.ts';
import { HINT } from './serve.ts';

/** What one step took of a contender, on the average of its requests. */
export interface Taken {
  /** Of the processor, in µs. */
  readonly cpu: number;
  /** Of the time from the first request to the last answer, in µs. */
  readonly wall: number;
  /** How many were answered with an error, or not at all. */
  readonly refused: number;
}

/** People nobody has met before. */
export const newSubjects = (count: number): Subject[] =>
  Array.from({ length: count }, () => {
    const name = randomUUID();
    return {
      userName: `${name}@example.com`,
      externalId: randomUUID(),
      groupName: `group ${name}`,
      groupExternalId: randomUUID(),
      user: '',
      group: '',
    };
  });

async function send({ ask }: Running, step: Step, subject: Subject): Promise<Answer> {
  const hint = encodeURIComponent(JSON.stringify({ step: step.name, ...subject }));
  const answer = await ask(step.method, step.path(subject), step.body?.(subject), { [HINT]: hint });
  step.keep?.(subject, answer);
  return answer;
}

const isRefused = ({ status }: Answer): boolean => status < 200 || status > 299;

/** Plays the life of some people, each step for all of them before the next one, so many requests at a time. */
export async function play(running: Running, people: number, concurrency: number): Promise<Map<string, Taken>> {
  const subjects = newSubjects(people);
  const taken = new Map<string, Taken>();
  for (const step of STEPS) {
    const before = await running.cpu();
    const begun = performance.now();
    const answers = await pMap(subjects, (subject) => send(running, step, subject), { concurrency });
    const wall = ((performance.now() - begun) * 1_000) / people;
    const cpu = ((await running.cpu()) - before) / people;
    taken.set(step.name, { cpu, wall, refused: answers.filter(isRefused).length });
  }
  return taken;
}

/** How often a life is played to see its calls: the least of them counts, since now and then a request does more. */
const LIVES = 3;

/** What was recorded of each step of a life, and about whom. */
export interface Lives {
  readonly steps: ReadonlyMap<string, Recorded>;
  readonly subjects: ReadonlyMap<string, Subject>;
}

/** Sees what a contender asks DynamoDB for in each step of a life. */
export async function record(running: Running, recorder: Recorder): Promise<Lives> {
  // Whatever is done at the first request of its kind only.
  await play(running, 2, 1);
  const steps = new Map<string, Recorded>();
  const subjects = new Map<string, Subject>();
  for (const subject of newSubjects(LIVES)) {
    for (const step of STEPS) {
      recorder.take();
      const { status, body } = await send(running, step, subject);
      const calls = recorder.take();
      if (calls.length >= (steps.get(step.name)?.calls.length ?? Infinity)) continue;
      steps.set(step.name, { calls, status, body: status === 204 ? '' : JSON.stringify(body) });
      subjects.set(step.name, subject);
    }
  }
  return { steps, subjects };
}
