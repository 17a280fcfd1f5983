#!/usr/bin/env node
// Plain JavaScript on purpose, as the check: any Node can begin here, to say that it is too old.
import '../tools/check-node.mjs';

await import('../tools/cli/main.ts');
