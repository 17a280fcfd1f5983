import { CONNECTION } from './signatures/connection.ts';
import { CREDENTIALS } from './signatures/credentials.ts';
import { DELETES } from './signatures/deletes.ts';
import { GROUPS } from './signatures/groups.ts';
import { MAPPING } from './signatures/mapping.ts';
import { REPEATS } from './signatures/repeats.ts';
import { RHYTHM } from './signatures/rhythm.ts';
import { SCOPING } from './signatures/scoping.ts';
import type { Signature } from './signatures/signature.ts';

/** All that the doctor looks for, in the order of the numbers. */
export const SIGNATURES: readonly Signature[] = [
  ...CONNECTION,
  ...CREDENTIALS,
  ...RHYTHM,
  ...SCOPING,
  ...MAPPING,
  ...REPEATS,
  ...GROUPS,
  ...DELETES,
].toSorted((a, b) => a.number - b.number);
