import { location } from '../../scim/resource/render.ts';
import type { Context } from '../context.ts';

/** Finds the URI of a resource by the name of its type and its id. */
export const locate =
  ({ types, baseUrl }: Pick<Context, 'types' | 'baseUrl'>) =>
  (name: string, id: string): string | undefined => {
    const type = types.find((candidate) => candidate.name === name);
    return type && location(type, id, baseUrl);
  };
