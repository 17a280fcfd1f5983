// `npm run generate`: the types of what the directory answers, from openapi.json, which the repository's
// `npm run docs:openapi` writes. The first line names the document that they were made of.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const document = readFileSync(new URL('openapi.json', import.meta.url), 'utf8');
const hash = createHash('sha256').update(document).digest('hex');
const types = astToString(await openapiTS(document, { alphabetize: false }));
const head = `// Made by "npm run generate" of openapi.json with sha256 ${hash}; do not edit.\n\n`;
writeFileSync(new URL('src/schema.ts', import.meta.url), head + types);
console.log('src/schema.ts is written');
