import { PlainError } from '../../plain-error.ts';

const COMPARISON = /^\(?\$\.(\w+) (=|!=) "([^"]*)"\)?$/;

/**
 * A filter pattern of CloudWatch Logs for JSON lines, as a test: comparisons of texts, with `*` at the end
 * for any rest, joined by `&&`. Throws PlainError for any other.
 */
export function readFilterPattern(pattern: string): (line: Readonly<Record<string, string>>) => boolean {
  const tests = pattern
    .replace(/^\{ /, '')
    .replace(/ \}$/, '')
    .split(' && ')
    .map((comparison) => {
      const [, field = '', operator, value = ''] = COMPARISON.exec(comparison) ?? [];
      if (operator === undefined)
        throw new PlainError(
          `the dev server does not know the filter pattern "${pattern}": ` +
            'compare texts by = and != and join them by &&, or add it to tools/dev-server/alarms/filter-pattern.ts',
        );
      const isSame = (text: string): boolean =>
        value.endsWith('*') ? text.startsWith(value.slice(0, -1)) : text === value;
      return (line: Readonly<Record<string, string>>): boolean => isSame(line[field] ?? '') === (operator === '=');
    });
  return (line) => tests.every((test) => test(line));
}
