import { visit } from 'jsonc-parser';

/**
 * Keys that stand twice in an object of a JSON text, with the lines (from 1) of both: JSON.parse
 * keeps the last one and says nothing, so that a setting would not be what it seems to be.
 */
export function duplicateKeys(text: string): string[] {
  const problems: string[] = [];
  const objects: Map<string, number>[] = [];
  visit(text, {
    onObjectBegin: () => void objects.push(new Map()),
    onObjectEnd: () => void objects.pop(),
    onObjectProperty: (key, _offset, _length, startLine) => {
      const lines = objects.at(-1);
      const line = startLine + 1;
      const before = lines?.get(key);
      if (before !== undefined)
        problems.push(
          `line ${line}: the key ${JSON.stringify(key)} stands in line ${before} already; leave one of them`,
        );
      lines?.set(key, line);
    },
  });
  return problems;
}
