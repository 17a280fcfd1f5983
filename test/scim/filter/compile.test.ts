import { compileFilter } from '../../../lambdas/scim/filter/compile.ts';
import { parseFilter } from '../../../lambdas/scim/filter/parser.ts';
import { ENTERPRISE, entraUser, strictUser } from '../rules.ts';

const ada = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
  id: 'Id-1',
  externalId: 'Ext',
  userName: 'ΟΔΟΣ.Straße@Example.com',
  name: { familyName: 'Lovelace' },
  title: '',
  active: true,
  emails: [
    { type: 'work', value: 'ada@example.com', primary: true },
    { type: 'home', value: 'ada@home.example' },
  ],
  [ENTERPRISE]: { employeeNumber: '0042', manager: { value: 'Boss' } },
  meta: { resourceType: 'User', created: '2027-01-01T10:00:00.000Z', version: 'W/"1"' },
};

const matches = (text: string, rules = entraUser) =>
  compileFilter(parseFilter(text, { unquotedValues: rules === entraUser }), rules)(ada);

describe('evaluation of filters', () => {
  test.each([
    ['userName eq "οδοσ.straße@EXAMPLE.com"'],
    ['userName sw "οδος"'],
    ['externalId eq "Ext"'],
    ['id eq "Id-1"'],
    ['USERNAME co "STRA"'],
    ['userName ew ".com"'],
    ['name.familyName gt "Kay"'],
    ['name.familyName le "lovelace"'],
    ['name pr'],
    ['not (title pr)'],
    ['nickName eq null'],
    ['name.familyName ne null'],
    ['nickName ne "x"'],
    ['active eq true'],
    ['active eq "True"'],
    ['emails co "home"'],
    ['emails.type eq "HOME"'],
    ['emails ne "ada@example.com"'],
    ['emails[type eq "work" and value co "@example"]'],
    ['emails[primary eq true].value sw "ada"'],
    ['meta.created gt "2026-12-31T23:59:59Z"'],
    ['meta.created eq "2027-01-01T11:00:00+01:00"'],
    ['meta.created ge "2027-01-01"'],
    ['schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"'],
    [`${ENTERPRISE}:employeeNumber eq "0042"`],
    [`${ENTERPRISE.toUpperCase()}:EMPLOYEENUMBER eq "0042"`],
    [`${ENTERPRISE}:manager.value eq "Boss"`],
    [`${ENTERPRISE}:manager eq "Boss"`],
    ['urn:ietf:params:scim:schemas:core:2.0:User:name.familyName eq "Lovelace"'],
    ['manager eq "Boss"'],
  ])('%s matches', (text) => {
    expect(matches(text)).toBe(true);
  });

  test.each([
    ['externalId eq "ext"'],
    ['title pr'],
    ['nickName eq "x"'],
    ['nickName gt "a"'],
    ['emails[type eq "work" and value co "home"]'],
    ['emails[type eq "home" and primary eq true]'],
    ['meta.created lt "2027-01-01T10:00:00Z"'],
    ['manager eq "boss"'],
    ['active ne true'],
    ['userName eq null'],
  ])('%s does not match', (text) => {
    expect(matches(text)).toBe(false);
  });

  test.each([
    ['unknown pr', /no attribute "unknown"/],
    ['emails[unknown pr]', /no attribute "unknown"/],
    ['userName[value eq "x"]', /not complex/],
    ['active gt true', /cannot be used/],
    ['meta.created co "2027"', /cannot be used/],
    ['meta.created gt "soon"', /not a dateTime/],
    ['active eq "perhaps"', /not a boolean/],
    ['userName gt null', /null can only/],
    ['name eq "x"', /complex/],
    ['manager eq "Boss"', /no attribute "manager"/, strictUser],
    ['active eq "True"', /not a boolean/, strictUser],
    ['userName eq 1', /not a string/, strictUser],
  ])('%s is refused as invalidFilter', (text, detail, rules = entraUser) => {
    expect(() => matches(text, rules)).toThrow(
      expect.objectContaining({ scimType: 'invalidFilter', message: expect.stringMatching(detail) }),
    );
  });
});
