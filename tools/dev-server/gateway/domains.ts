import type { APIGatewayProxyEvent } from 'aws-lambda';
import { PlainError } from '../../plain-error.ts';
import type { Stack } from '../template/assembly.ts';
import { resourcesOf } from '../template/deployment.ts';

/** The paths of a custom domain that lead to the API, by its host; "" is the whole domain. */
export type Domains = ReadonlyMap<string, readonly string[]>;

/** What API Gateway makes of a request: the path that the API sees, and whether header names are in small letters. */
interface Place {
  /** Without the part that the mapping takes away. */
  readonly path: string;
  readonly hasLowerCaseNames: boolean;
}

interface MappingProperties {
  ApiId: string;
  DomainName: string;
  ApiMappingKey?: string;
}

/** The mappings of custom domains onto the API. Throws PlainError for one of another API. */
export function readDomains(stacks: readonly Stack[], apiId: string): Domains {
  const domains = new Map<string, string[]>();
  for (const { id, properties } of resourcesOf<MappingProperties>(stacks, 'AWS::ApiGatewayV2::ApiMapping')) {
    const { ApiId, DomainName: host, ApiMappingKey: key = '' } = properties;
    if (ApiId !== apiId)
      throw new PlainError(
        `the mapping ${id} is one of the API ${ApiId}: the dev server knows that of the stacks only`,
      );
    domains.set(host, [...(domains.get(host) ?? []), key]);
  }
  return domains;
}

/** A host without its port. */
const hostOf = (header: string): string => header.replace(/:\d+$/, '').toLowerCase();

/**
 * Where a request leads: a host that is no domain of the template stands for API Gateway's own address.
 * The longest mapping that fits counts; undefined where none does. Where one has several parts, API
 * Gateway writes all names of headers in small letters.
 */
export function placeOf(domains: Domains, host: string, path: string): Place | undefined {
  const keys = domains.get(hostOf(host));
  if (keys === undefined) return { path, hasLowerCaseNames: false };
  const fitting = keys.filter((key) => key === '' || path === `/${key}` || path.startsWith(`/${key}/`));
  const longest = fitting.toSorted((a, b) => b.length - a.length)[0];
  if (longest === undefined) return undefined;
  const rest = longest === '' ? path : path.slice(longest.length + 1);
  return { path: rest === '' ? '/' : rest, hasLowerCaseNames: keys.some((key) => key.includes('/')) };
}

/** Writes the names of all headers in small letters. */
export function lowerCaseNames(event: Pick<APIGatewayProxyEvent, 'headers' | 'multiValueHeaders'>): void {
  event.headers = inSmallLetters(event.headers);
  event.multiValueHeaders = inSmallLetters(event.multiValueHeaders);
}

const inSmallLetters = <Value>(headers: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
