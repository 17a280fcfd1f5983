import fc from 'fast-check';
import { project, readProjection } from '../../../lambdas/scim/resource/projection.ts';
import { readResource } from '../../../lambdas/scim/patch/read-resource.ts';
import { renderResource } from '../../../lambdas/scim/resource/render.ts';
import type { Attributes } from '../../../lambdas/scim/resource/resource.ts';
import type { Rules } from '../../../lambdas/scim/rules.ts';
import { BADGE } from '../../support/tenant-schemas.ts';
import { userBody } from '../arbitrary-user.ts';
import { violations } from '../patch/invariants.ts';
import { ENTERPRISE, entraBadged, entraUser, strictBadged, strictUser, USER } from '../rules.ts';

const BASE = 'https://scim.example.com/scim/v2';
const render = (attributes: Attributes, { type }: Rules) =>
  renderResource({ type: type.name, id: 'i', version: 3, created: 'c', lastModified: 'm', attributes }, type, BASE);

describe.each([
  ['entra', entraUser],
  ['strict', strictUser],
])('a resource under %s', (_name, rules) => {
  test('that is read, rendered and read again is the same', () => {
    fc.assert(
      fc.property(userBody, (body) => {
        const attributes = readResource(body, rules);
        expect(readResource(render(attributes, rules), rules)).toEqual(attributes);
        expect(violations(attributes, rules.type)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('is the same whatever the case of its names and the order of its keys', () => {
    const shouted = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shouted);
      if (typeof value !== 'object' || value === null) return value;
      const entries = Object.entries(value).toReversed();
      return Object.fromEntries(entries.map(([key, inner]) => [key.toUpperCase(), shouted(inner)]));
    };
    fc.assert(
      fc.property(userBody, (body) => {
        expect(readResource(shouted(body), rules)).toEqual(readResource(body, rules));
      }),
      { numRuns: 300 },
    );
  });
});

describe.each([
  ['entra', entraBadged],
  ['strict', strictBadged],
])('a projection under %s', (_name, rules) => {
  const names = fc.subarray([
    'id',
    'ID',
    'schemas',
    'meta',
    'meta.created',
    'userName',
    'name',
    'name.givenName',
    'emails',
    'emails.value',
    'password',
    USER,
    `${USER}:title`,
    ENTERPRISE,
    `${ENTERPRISE}:manager`,
    `${ENTERPRISE}:manager.value`,
    BADGE,
    `${BADGE}:shown`,
    `${BADGE}:hidden`,
    `${BADGE}:asked`,
    `${BADGE}:text`,
    `${BADGE}:secret`,
  ]);
  const badge = fc.record(
    {
      text: fc.constant('t'),
      shown: fc.constant('s'),
      hidden: fc.constant('h'),
      asked: fc.constant('a'),
      secret: fc.constant('s'),
    },
    { requiredKeys: ['shown', 'hidden', 'asked', 'secret'] },
  );

  test('always shows what is always returned, never what is never returned, and what is asked for', () => {
    fc.assert(
      fc.property(userBody, badge, names, fc.boolean(), (body, held, chosen, exclude) => {
        const attributes = { ...readResource(body, rules), password: 'secret', [BADGE]: held };
        const shown = project(
          render(attributes, rules),
          readProjection(exclude ? undefined : chosen, exclude ? chosen : undefined, rules),
          rules,
        );
        expect(shown).toMatchObject({ id: 'i', [BADGE]: { shown: 's' } });
        expect(shown['schemas']).toContain(USER);
        expect(shown).not.toHaveProperty('password');
        for (const never of ['hidden', 'secret']) expect(shown[BADGE]).not.toHaveProperty(never);
        const wanted = !exclude && (chosen.includes(BADGE) ? false : chosen.includes(`${BADGE}:asked`));
        if (wanted) expect(shown[BADGE]).toHaveProperty('asked');
        if (exclude) expect(shown[BADGE]).not.toHaveProperty('asked');
        if (exclude && chosen.includes('userName')) expect(shown).not.toHaveProperty('userName');
      }),
      { numRuns: 400 },
    );
  });

  test('of a projection shows the same again', () => {
    fc.assert(
      fc.property(userBody, names, fc.boolean(), (body, chosen, exclude) => {
        const projection = readProjection(exclude ? undefined : chosen, exclude ? chosen : undefined, rules);
        const once = project(render(readResource(body, rules), rules), projection, rules);
        expect(project(once, projection, rules)).toEqual(once);
      }),
      { numRuns: 300 },
    );
  });
});
