import { createQueries } from './api/queries.ts';
import { openSetupDoor } from './door/door.ts';
import { App } from './frame/app.tsx';
import { mount } from './frame/mount.tsx';

mount({ door: openSetupDoor(), queries: createQueries(), app: <App /> });
