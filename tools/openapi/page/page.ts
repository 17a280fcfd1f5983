import { isRecord } from '../../json.ts';
import type { shownDocument } from '../documents.ts';
import { code, escaped, paragraph, terms } from './html.ts';
import { exampleOf, operationSection, type PageOperation } from './operation.ts';
import { membersOf, typeOf } from './schema.ts';
import { SCRIPT, STYLE } from './style.ts';

type Document = Awaited<ReturnType<typeof shownDocument>>;

/** The document as one page: nothing of it comes from anywhere else, and all of it is there without scripts. */
export function apiPage(document: Document): string {
  const { info, servers, tags, components } = document;
  const operations = Object.entries(document.paths).map(([path, { get }]) => ({ path, ...get }));
  const ofTag = (name: string) => operations.filter((operation) => operation.tags.includes(name));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The directory: its API</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>The directory: its API</h1>
${paragraph(info.description)}
<p>Made by <code>npm run docs:openapi</code> from the document that every tenant answers at
<code>GET /directory/v1/openapi.json</code>, there with the tenant's own fields; here <code>bioUrl</code> is one.
Each example is what a local server answered, but for ids, cursors and times.</p>
<label for="search">Search</label>
<input id="search" type="search" autocomplete="off">
<p id="found" role="status"></p>
</header>
<nav aria-label="Contents">
<ul>
<li><a href="#sign-in">Signing in</a></li>
${tags.flatMap(({ name }) => ofTag(name).map(link)).join('\n')}
<li><a href="#problems">Problems</a></li>
<li><a href="#headers">Headers</a></li>
<li><a href="#schemas">Schemas</a></li>
</ul>
</nav>
<main>
<h2 id="sign-in">Signing in</h2>
${servers.map(({ url }) => `<p>Every path is below ${code(url)} (the address of your tenant).</p>`).join('\n')}
${terms(Object.entries(components.securitySchemes).map(([name, scheme]) => [code(name), schemeOf(scheme)]))}
${tags.map(({ name, description }) => tagSection(name, description, ofTag(name))).join('\n')}
<h2 id="problems">Problems</h2>
${paragraph('What a refusal holds (RFC 9457), and what API Gateway answers where no function does.')}
${Object.entries(components.examples)
  .map(([name, example]) => section(`example-${name}`, name, exampleOf(example)))
  .join('\n')}
<h2 id="headers">Headers</h2>
${Object.entries(components.headers)
  .map(([name, header]) => section(`header-${name}`, name, headerOf(header)))
  .join('\n')}
<h2 id="schemas">Schemas</h2>
${Object.entries(components.schemas)
  .map(([name, schema]) => section(`schema-${name}`, name, membersOf(schema) || paragraph('An object.')))
  .join('\n')}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

const schemeOf = (
  scheme: Document['components']['securitySchemes'][keyof Document['components']['securitySchemes']],
): string =>
  escaped(scheme.description) +
  ('flows' in scheme ? `; access tokens are given out at ${code(scheme.flows.clientCredentials.tokenUrl)}` : '');

const link = ({ path, operationId }: PageOperation): string =>
  `<li><a href="#${operationId}">${code(`GET ${path}`)}</a></li>`;

const tagSection = (name: string, description: string, operations: readonly PageOperation[]): string =>
  `<h2 id="tag-${name}">${escaped(name)}</h2>${paragraph(`${description}.`)}${operations.map(operationSection).join('')}`;

const section = (id: string, title: string, text: string): string =>
  `<section data-found><h3 id="${id}">${code(title)}</h3>${text}</section>`;

function headerOf(header: unknown): string {
  if (!isRecord(header)) return '';
  const { description, schema, example } = header;
  return `<p>${typeOf(schema)}: ${escaped(String(description))}. As in ${code(String(example))}</p>`;
}
