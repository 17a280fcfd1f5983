import { isRecord } from '../../json.ts';
import { code, escaped, listing, paragraph, terms } from './html.ts';
import { nameOf, typeOf } from './schema.ts';

/** One operation of the document, with its path. */
export interface PageOperation {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly unknown[];
  readonly responses: Readonly<Record<string, unknown>>;
}

/** An operation: what it takes, and what it answers by status. */
export const operationSection = ({ path, operationId, summary, parameters, responses }: PageOperation): string => `
<section class="operation" data-found>
<h3 id="${operationId}"><code>GET ${escaped(path)}</code></h3>
${paragraph(`${summary}.`)}
${parameters.length === 0 ? '' : `<h4>Parameters</h4>${terms(parameters.map(parameterOf))}`}
<h4>Answers</h4>
${Object.entries(responses)
  .map(([status, response]) => responseOf(status, response))
  .join('\n')}
</section>`;

function parameterOf(parameter: unknown): readonly [string, string] {
  if (!isRecord(parameter)) return ['', ''];
  const { name, in: where, required, schema, description } = parameter;
  const place = where === 'path' ? ', in the path' : required === true ? '' : ', may be left out';
  return [
    `${code(String(name))} ${typeOf(schema)}${place}`,
    typeof description === 'string' ? escaped(description) : '',
  ];
}

function responseOf(status: string, response: unknown): string {
  if (!isRecord(response)) return '';
  const { description, headers, content } = response;
  const bodies = isRecord(content) ? Object.entries(content).map(([type, body]) => bodyOf(type, body)) : [];
  const named = isRecord(headers)
    ? `<p>Headers: ${Object.keys(headers)
        .map((name) => `<a href="#header-${name}">${code(name)}</a>`)
        .join(', ')}</p>`
    : '';
  return `<details${status === '200' ? ' open' : ''}><summary><strong>${status}</strong> ${escaped(String(description))}</summary>
${named}${bodies.join('\n')}</details>`;
}

function bodyOf(type: string, body: unknown): string {
  if (!isRecord(body)) return '';
  const examples = isRecord(body['examples']) ? Object.values(body['examples']) : [];
  const linked = examples.flatMap((example) =>
    isRecord(example) && typeof example['$ref'] === 'string' ? [nameOf(example['$ref'])] : [],
  );
  const links = linked.map((name) => `<a href="#example-${name}">${code(name)}</a>`).join(', ');
  const own = examples.map((example) => exampleOf(example)).join('');
  return `<p>${code(type)}: ${typeOf(body['schema'])}${links === '' ? '' : `, as in ${links}`}</p>${own}`;
}

/** An example with the request it answers; nothing for a reference to one. */
export function exampleOf(example: unknown): string {
  if (!isRecord(example) || typeof example['summary'] !== 'string') return '';
  const { summary, value } = example;
  const text = typeof value === 'string' ? value.trimEnd() : JSON.stringify(value, undefined, 2);
  return `<p class="request">${code(summary)}</p>${listing(text, `answer to ${summary}`)}`;
}
