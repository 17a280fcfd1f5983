// Keeps what code compiles to, for the next start and for the functions that a server runs: half of what loading takes.
// Plain JavaScript on purpose: it comes before all that is to be kept. No tenant can have this name.
import { enableCompileCache } from 'node:module';
import path from 'node:path';

process.env.NODE_COMPILE_CACHE ||= path.resolve(process.env.SCIM_LOCAL_DIR || '.local', '.compiled');
enableCompileCache(process.env.NODE_COMPILE_CACHE);
