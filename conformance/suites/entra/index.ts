import type { Suite } from '../../harness/collect.ts';
import { direct } from './direct.ts';
import { groups } from './groups.ts';
import { preview } from './preview.ts';
import { users } from './users.ts';

/** Microsoft's own checks by their names: 25 mandatory, 7 preview, and those that the gallery test does without Entra. */
export const entra: readonly Suite[] = [direct, users, groups, preview];
