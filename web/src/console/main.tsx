import { createQueries } from '../api/queries.ts';
import { takeSecret } from '../door/secret.ts';
import { mount } from '../frame/mount.tsx';
import { TENANTS } from './api/queries.ts';
import { wordsFor } from './frame/words.ts';
import { ConsoleApp } from './frame/app.tsx';

mount({
  // At http://127.0.0.1:<port>/#<key>; its API is beside it.
  door: { kind: 'console', api: '/api', secret: takeSecret(), wordsFor },
  queries: createQueries(TENANTS),
  app: <ConsoleApp />,
});
