/**
 * The media type out of those offered that a client likes best (RFC 9110 §12.5.1); of equals the
 * first. Undefined when it takes none of them.
 */
export function preferred<Type extends string>(accept: string | undefined, offered: readonly Type[]): Type | undefined {
  if (accept === undefined || accept.trim() === '') return offered[0];
  const ranges = accept.split(',').map(readRange);
  const [best] = offered
    .map((type) => ({ type, quality: qualityOf(type, ranges) }))
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality);
  return best?.type;
}

/** Whether a client says that it takes answers that are compressed by gzip (RFC 9110 §12.5.3). */
export const acceptsGzip = (acceptEncoding: string | undefined): boolean =>
  acceptEncoding !== undefined && acceptEncoding.trim() !== '' && preferred(acceptEncoding, ['gzip']) !== undefined;

interface Range {
  readonly range: string;
  readonly quality: number;
}

function readRange(text: string): Range {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { range, quality: quality === undefined ? 1 : Number(quality) || 0 };
}

/** The most specific range that names the type decides. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const names = [type, `${type.split('/')[0]}/*`, '*/*'];
  const found = names.map((name) => ranges.find(({ range }) => range === name)).find((range) => range !== undefined);
  return found?.quality ?? 0;
}
