// Just enough of the two languages to tell texts from code. What is no text, comment or code as it is
// known here is an error, so that a text that ended too early is seen.

const PART_OF_TEXT = /(?:'((?:[^']|'')*)'|\[char\]0x([0-9A-F]{4}))/;
const POWERSHELL = [
  /^<#[\s\S]*?#>/,
  /^#[^\n]*/,
  new RegExp(`^(?:${PART_OF_TEXT.source}|\\(${PART_OF_TEXT.source}(?: \\+ ${PART_OF_TEXT.source})+\\))`),
  /^"[^"`$]*"/,
];

/** Every text between single quotes, as PowerShell reads it; those put together of parts as one. */
export function textsOfPowerShell(script: string): string[] {
  const texts: string[] = [];
  let rest = script;
  while (rest !== '') {
    const found = POWERSHELL.map((pattern) => pattern.exec(rest)?.[0]).find((match) => match !== undefined);
    if (found === undefined && /^['"‘’‚‛“”„]/.test(rest)) throw new Error(`a text has no end: ${rest.slice(0, 80)}`);
    if (found !== undefined && /^\(?'/.test(found)) texts.push(...read(found));
    rest = rest.slice(found?.length ?? 1);
  }
  return texts;
}

/** What is put together in parentheses is one text. */
const read = (found: string): string[] => [
  [...found.matchAll(new RegExp(PART_OF_TEXT, 'g'))]
    .map(([, text, code]) => text?.replaceAll("''", "'") ?? String.fromCharCode(parseInt(code ?? '', 16)))
    .join(''),
];

const TEMPLATE = /(?:[^"\\$%]|\\u[0-9a-f]{4}|\\["\\]|[$%](?!\{))*/;
const TERRAFORM = [/^#[^\n]*/, new RegExp(`^"${TEMPLATE.source}"`)];

/** Every text between quotes, as Terraform reads it. A template in one is an error: there is none. */
export function textsOfTerraform(script: string): string[] {
  const texts: string[] = [];
  let rest = script;
  while (rest !== '') {
    const found = TERRAFORM.map((pattern) => pattern.exec(rest)?.[0]).find((match) => match !== undefined);
    if (found === undefined && rest.startsWith('"')) throw new Error(`a text has no end: ${rest.slice(0, 80)}`);
    if (found?.startsWith('"') === true) texts.push(String(JSON.parse(found)));
    rest = rest.slice(found?.length ?? 1);
  }
  return texts;
}
