import { preconditionFailed } from '../../scim/errors.ts';
import { etag } from '../../scim/resource/render.ts';
import type { StoredResource } from '../../life/stored-resource.ts';

/**
 * Whether a list of entity tags, or "*", names a version. Compared weakly (RFC 9110 §8.8.3.2):
 * SCIM's ETags are weak.
 */
export function namesVersion(header: string, version: number): boolean {
  const wanted = opaque(etag(version));
  return header.split(',').some((tag) => tag.trim() === '*' || opaque(tag.trim()) === wanted);
}

const opaque = (tag: string): string => tag.replace(/^W\//i, '');

/** Throws 412 unless the resource is at a version that If-Match names (RFC 7644 §3.14). */
export function checkIfMatch(ifMatch: string | undefined, { version }: StoredResource): void {
  if (ifMatch === undefined || namesVersion(ifMatch, version)) return;
  throw preconditionFailed(
    `the resource is at version ${etag(version)}, If-Match asks for ${ifMatch.slice(0, 80)}; read it again and retry`,
  );
}
