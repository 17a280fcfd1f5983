import { bindFilter } from '../../../lambdas/scim/query/bind.ts';
import { parseFilter } from '../../../lambdas/scim/query/parse.ts';
import { compilePredicate } from '../../../lambdas/scim/query/predicate.ts';
import { profiles } from '../../../lambdas/scim/quirks/profiles.ts';
import type { Rules } from '../../../lambdas/scim/rules.ts';
import type { ResourceType } from '../../../lambdas/scim/schemas/resource-type.ts';
import { tenantResourceTypes } from '../../../lambdas/tenant/resource-types.ts';
import { BADGE } from '../../support/tenant-schemas.ts';
import { ENTERPRISE, entraBadged, entraGroup, strictBadged, strictGroup, USER } from '../rules.ts';

const bind = (text: string, rules: Rules) => bindFilter(parseFilter(text), rules);
const LISTED = 'the attributes are listed at /Schemas';

function refused(text: string, rules: Rules, message: string): void {
  expect(() => bind(text, rules)).toThrow(
    expect.objectContaining({ status: 400, scimType: 'invalidFilter', message: `filter: ${message}` }),
  );
}

describe('filters that name or compare what they cannot', () => {
  test.each<[string, string]>([
    ['unknown pr', `User has no attribute "unknown", at position 1; ${LISTED}`],
    ['title pr or name.unknown pr', `User has no attribute "name.unknown", at position 13; ${LISTED}`],
    ['emails[unknown pr]', `emails has no attribute "unknown", at position 8; ${LISTED}`],
    ['emails[urn:x:y:type pr]', `emails has no attribute "urn:x:y:type", at position 8; ${LISTED}`],
    ['emails[type.x pr]', `emails has no attribute "type.x", at position 8; ${LISTED}`],
    [`${ENTERPRISE} pr`, `User has no attribute "${ENTERPRISE}", at position 1; ${LISTED}`],
    [`${USER} pr`, `User has no attribute "${USER}", at position 1; ${LISTED}`],
    ['userName[value eq "x"]', '"userName" is not complex, brackets cannot follow it, at position 1'],
    ['emails.value[type pr]', '"emails.value" is not complex, brackets cannot follow it, at position 1'],
    ['active gt true', '"gt" cannot be used with "active" (boolean; allowed: eq ne, pr), at position 1'],
    [
      'meta.created co "2027"',
      '"co" cannot be used with "created" (dateTime; allowed: eq ne gt ge lt le, pr), at position 1',
    ],
    [
      `${BADGE}:whole co "1"`,
      '"co" cannot be used with "whole" (integer; allowed: eq ne gt ge lt le, pr), at position 1',
    ],
    [
      `${BADGE}:fraction sw 1`,
      '"sw" cannot be used with "fraction" (decimal; allowed: eq ne gt ge lt le, pr), at position 1',
    ],
    [`${BADGE}:bytes gt "x"`, '"gt" cannot be used with "bytes" (binary; allowed: eq ne co sw ew, pr), at position 1'],
    ['meta.created gt "soon"', '"soon" is not a dateTime and cannot be compared with "created", at position 1'],
    ['meta.created gt 1', '1 is not a dateTime and cannot be compared with "created", at position 1'],
    ['active eq "perhaps"', '"perhaps" is not a boolean and cannot be compared with "active", at position 1'],
    ['active eq "xtrue"', '"xtrue" is not a boolean and cannot be compared with "active", at position 1'],
    ['active eq "truex"', '"truex" is not a boolean and cannot be compared with "active", at position 1'],
    ['active eq 1', '1 is not a boolean and cannot be compared with "active", at position 1'],
    [`${BADGE}:whole eq "x"`, '"x" is not a integer and cannot be compared with "whole", at position 1'],
    [`${BADGE}:whole eq " "`, '" " is not a integer and cannot be compared with "whole", at position 1'],
    [`${BADGE}:whole eq "Infinity"`, '"Infinity" is not a integer and cannot be compared with "whole", at position 1'],
    [`${BADGE}:whole eq true`, 'true is not a integer and cannot be compared with "whole", at position 1'],
    ['userName gt null', 'null can only be compared with eq and ne, not with "gt", at position 1'],
    ['name eq "x"', '"name" is complex, name one of its sub-attributes, at position 1'],
    ['addresses co "x"', '"addresses" is complex, name one of its sub-attributes, at position 1'],
    ['password pr', '"password" is never returned and cannot be used in a filter, at position 1'],
    [`${BADGE}:hidden eq "x"`, '"hidden" is never returned and cannot be used in a filter, at position 1'],
    [`${BADGE}:chip.pin eq "x"`, '"pin" is never returned and cannot be used in a filter, at position 1'],
    // As in a body, only what JSON would call a number.
    ...['0x10', ' 1', '01', 'Infinity'].map((text): [string, string] => [
      `${BADGE}:whole eq "${text}"`,
      `"${text}" is not a integer and cannot be compared with "whole", at position 1`,
    ]),
    [`${BADGE}:chip[pin eq "x"]`, '"pin" is never returned and cannot be used in a filter, at position 37'],
  ])('%s is refused in both profiles', (text, message) => {
    for (const rules of [entraBadged, strictBadged]) refused(text, rules, message);
  });

  test.each<[string, string]>([
    ['manager eq "x"', `User has no attribute "manager", at position 1; ${LISTED}`],
    ['active eq "TRUE"', '"TRUE" is not a boolean and cannot be compared with "active", at position 1'],
    [`${BADGE}:whole eq "1"`, '"1" is not a integer and cannot be compared with "whole", at position 1'],
    [`${BADGE}:fraction eq "1.5"`, '"1.5" is not a decimal and cannot be compared with "fraction", at position 1'],
    ['userName eq 1', '1 is not a string and cannot be compared with "userName", at position 1'],
    ['userName eq true', 'true is not a string and cannot be compared with "userName", at position 1'],
    [`${BADGE}:link eq 1`, '1 is not a reference and cannot be compared with "link", at position 1'],
    [`${BADGE}:bytes eq 1`, '1 is not a binary and cannot be compared with "bytes", at position 1'],
  ])('%s is refused where the profile is strict', (text, message) => {
    refused(text, strictBadged, message);
    expect(compilePredicate(bind(text, entraBadged))).toEqual(expect.any(Function));
  });

  // entra finds attributes of extensions without their URN.
  test.each<[string, string, Rules[]]>([
    ['email eq "x"', 'emails', [entraBadged, strictBadged]],
    ['EMAIL eq "x"', 'emails', [entraBadged, strictBadged]],
    ['email.value co "x"', 'emails', [entraBadged, strictBadged]],
    ['title pr and email[type eq "work"]', 'emails', [entraBadged, strictBadged]],
    ['address.locality eq "x"', 'addresses', [entraBadged, strictBadged]],
    ['phone eq "1"', 'phoneNumbers', [entraBadged, strictBadged]],
    ['phoneNumber eq "1"', 'phoneNumbers', [entraBadged, strictBadged]],
    ['entitlement eq "1"', 'entitlements', [entraBadged, strictBadged]],
    [`${USER}:role eq "1"`, 'roles', [entraBadged, strictBadged]],
    [`${BADGE}:key pr`, `${BADGE}:keys`, [entraBadged, strictBadged]],
    ['key pr', `${BADGE}:keys`, [entraBadged]],
    ['member eq "1"', 'members', [entraGroup, strictGroup]],
  ])('%s is told that %s exists', (text, meant, profiled) => {
    for (const rules of profiled)
      expect(() => bind(text, rules)).toThrow(
        expect.objectContaining({
          message: expect.stringMatching(
            new RegExp(`^filter: .*; did you mean ${meant}\\? The attributes are listed at /Schemas$`),
          ),
        }),
      );
  });

  test.each([
    ['nam eq "x"', 'name is not multi-valued'],
    ['member eq "x"', 'users have no members'],
    ['manager.nam eq "x"', 'nothing is called so'],
    ['emails[typ eq "x"]', 'no type has several values'],
  ])('%s is told of nothing else: %s', (text) => {
    for (const rules of [entraBadged, strictBadged]) {
      expect(() => bind(text, rules)).toThrow('has no attribute');
      expect(() => bind(text, rules)).not.toThrow('did you mean');
    }
  });

  test('the parts of what is never returned cannot be asked for either', () => {
    const safe = {
      name: 'safe',
      type: 'complex',
      returned: 'never',
      subAttributes: [{ name: 'code', type: 'string' }],
    } as const;
    const [type] = tenantResourceTypes([], { extensions: [{ id: 'urn:x:Safe', name: 'Safe', attributes: [safe] }] });
    const rules: Rules = { type: type as ResourceType, profile: profiles.strict };
    for (const text of ['urn:x:Safe:safe.code sw "1"', 'urn:x:Safe:safe[code sw "1"]', 'urn:x:Safe:safe.code pr'])
      refused(text, rules, '"safe" is never returned and cannot be used in a filter, at position 1');
  });
});
