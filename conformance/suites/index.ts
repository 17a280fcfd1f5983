import type { Suite } from '../harness/collect.ts';
import { attributes } from './attributes.ts';
import { bulk } from './bulk.ts';
import { create } from './create.ts';
import { discovery } from './discovery.ts';
import { entra } from './entra/index.ts';
import { everyAttribute } from './every-attribute.ts';
import { filters } from './filters.ts';
import { groups } from './groups.ts';
import { http, versions } from './http.ts';
import { interop } from './drafts/interop.ts';
import { ipsie } from './drafts/ipsie.ts';
import { lists } from './lists.ts';
import { microsoft } from './microsoft.ts';
import { patchRefusals } from './patch-refusals.ts';
import { patch } from './patch.ts';
import { put } from './put.ts';

/** Every suite, under the name of its file: docs/conformance.md names them as `conformance/<name>.test.ts`. */
export const SUITES = {
  attributes: [attributes],
  bulk: [bulk],
  create: [create],
  discovery: [discovery],
  entra,
  'every-attribute': everyAttribute,
  filters: [filters],
  groups: [groups],
  http: [versions, http],
  interop: [interop],
  ipsie: [ipsie],
  lists: [lists],
  microsoft: [microsoft],
  'patch-refusals': [patchRefusals],
  patch: [patch],
  put: [put],
} satisfies Record<string, readonly Suite[]>;

export type SuiteName = keyof typeof SUITES;
