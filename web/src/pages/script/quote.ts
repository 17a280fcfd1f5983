/** Control characters, line ends among them: no value of a script needs any, and a comment would end at one. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/gu;

const onOneLine = (value: string): string => value.replaceAll(CONTROL, ' ');

/**
 * A text as PowerShell reads it back, whatever is in it. Nothing is expanded between single quotes.
 * What is not ASCII is written by its number: Windows PowerShell 5.1 reads a file without a byte order
 * mark in the code page of the machine, in which a part of another letter can be one of the curly
 * quotes, and these end a text as the straight one does.
 */
export function powerShellText(value: string): string {
  const parts = onOneLine(value).split(/([^\u0020-\u007e])/);
  const [first = '', ...others] = parts;
  const rest = others.flatMap((part, at) => {
    if (at % 2 === 0) return [`[char]0x${part.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`];
    return part === '' ? [] : [singleQuoted(part)];
  });
  return rest.length === 0 ? singleQuoted(first) : `(${[singleQuoted(first), ...rest].join(' + ')})`;
}

const singleQuoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A text as Terraform reads it back (HCL 2): no `${` and no `%{` in it begins a template. */
export function terraformText(value: string): string {
  const escaped = onOneLine(value)
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll(/[$%](?=\{)/g, (sign) => (sign === '$' ? '\\u0024' : '\\u0025'));
  return `"${escaped}"`;
}
