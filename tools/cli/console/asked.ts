import { InvalidArgumentError } from 'commander';
import { isRecord } from '../../json.ts';

/** A request that cannot be understood; the message says what is allowed. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

/** What was sent with a command, read by name. Each throws BadRequest for what is not allowed. */
export interface Asked {
  /** A text, or a number, read as the command line reads it. */
  needed<T>(name: string, parse: Parse<T>): T;
  maybe<T>(name: string, parse: Parse<T>): T | undefined;
  /** Absent: false. */
  yes(name: string): boolean;
  /** Some of these. */
  some<T extends string>(name: string, allowed: readonly T[]): T[];
  /** What the command answered before, as it is. */
  shaped<T>(name: string, is: (value: unknown) => value is T): T | undefined;
  /** Throws where something was sent that nobody has read. */
  end(): void;
}

/** Reads a word of the command line; throws Commander's InvalidArgumentError. */
type Parse<T> = (text: string) => T;

const LONGEST = 2_000;

/** Any text. */
export const text: Parse<string> = (value) => value;

function parsed<T>(name: string, value: unknown, parse: Parse<T>): T {
  if ((typeof value !== 'string' && typeof value !== 'number') || value === '' || String(value).length > LONGEST)
    throw new BadRequest(`"${name}" is a text of 1 to ${LONGEST} characters`);
  try {
    return parse(String(value));
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw new BadRequest(`"${name}": ${error.message}`);
    throw error;
  }
}

/** Reads the body of a command, an object. Throws BadRequest. */
export function readAsked(body: unknown): Asked {
  if (!isRecord(body)) throw new BadRequest('the body has to be a JSON object, {} where a command asks for nothing');
  const left = new Set(Object.keys(body));
  const take = (name: string): unknown => {
    left.delete(name);
    return body[name];
  };
  return {
    needed: (name, parse) => {
      const value = take(name);
      if (value === undefined) throw new BadRequest(`"${name}" is missing`);
      return parsed(name, value, parse);
    },
    maybe: (name, parse) => {
      const value = take(name);
      return value === undefined ? undefined : parsed(name, value, parse);
    },
    yes: (name) => {
      const value = take(name) ?? false;
      if (typeof value !== 'boolean') throw new BadRequest(`"${name}" is true or false`);
      return value;
    },
    some: (name, allowed) => {
      const value = take(name);
      const found = allowed.filter((each) => Array.isArray(value) && value.includes(each));
      if (!Array.isArray(value) || found.length === 0 || found.length !== value.length)
        throw new BadRequest(`"${name}" is a list of some of ${allowed.join(', ')}`);
      return found;
    },
    shaped: (name, is) => {
      const value = take(name);
      if (value === undefined || is(value)) return value;
      throw new BadRequest(`"${name}" is not what this command answers`);
    },
    end: () => {
      if (left.size > 0)
        throw new BadRequest(`nothing is known about ${[...left].map((name) => `"${name}"`).join(', ')}`);
    },
  };
}
