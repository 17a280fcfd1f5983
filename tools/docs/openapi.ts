// `npm run docs:openapi`: records the examples of the directory's OpenAPI document, and makes the page that
// shows it, and the document that the types of the client are made of.
import { writeFileSync } from 'node:fs';
import { EXAMPLES_FILE, jsonText, madeOfDocument } from '../openapi/files.ts';
import { recordExamples } from '../openapi/record.ts';

// Lambda's clock is UTC.
process.env['TZ'] = 'UTC';
const write = (file: string, text: string): void => {
  writeFileSync(file, text);
  console.log(`${file} is written`);
};
write(EXAMPLES_FILE, jsonText(await recordExamples(process.cwd())));
// Reads the examples that are there by now.
for (const [file, text] of Object.entries(await madeOfDocument())) write(file, text);
