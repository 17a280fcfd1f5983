// npm run build:web: the web app alone, as npm start and cdk synth build it.
import path from 'node:path';
import { buildWeb } from '../../lib/web-build.ts';

const files = buildWeb(path.join(import.meta.dirname, '..', '..'));
console.log(`the web app has ${files.length} files`);
