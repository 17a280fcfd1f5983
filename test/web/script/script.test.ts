import { spawnSync } from 'node:child_process';
import { sampleFields, sampleOverview } from '../../../tools/web/samples.ts';
import { powerShellScript } from '../../../web/src/pages/script/powershell.ts';
import { powerShellText, terraformText } from '../../../web/src/pages/script/quote.ts';
import { STEP_LIST, STEPS } from '../../../web/src/pages/script/steps.ts';
import { terraformScript } from '../../../web/src/pages/script/terraform.ts';
import { scriptValues, type ScriptValues } from '../../../web/src/pages/script/values.ts';
import { createFakeGraph } from './fake-graph.ts';
import { rowsOf } from './fake-schema.ts';
import { play } from './play.ts';
import { textsOfPowerShell, textsOfTerraform } from './tokens.ts';

const TERRAFORM = 'terraform';
/** What Terraform prints; nothing where it is not installed. */
const terraform = (input: string, ...words: string[]): string =>
  spawnSync(TERRAFORM, words, { input, encoding: 'utf8', cwd: import.meta.dirname }).stdout ?? '';
const whereTerraformIs = terraform('', 'version') === '' ? test.skip : test;

const SECRET = 'scim_0a1b_"secret"';
const own = { field: 'bioUrl', source: 'extensionAttribute1', target: 'urn:acme:params:scim:schemas:User:bioUrl' };
const known = scriptValues("Acme's people", sampleOverview(0), sampleFields);
const values: ScriptValues = { ...known, mapping: [...known.mapping, own] };

const HOSTILE = [
  "O'Neill & Sons",
  "'; Remove-Item -Recurse / #",
  '’; Remove-Item / #',
  '$(Get-Secret) ${env:PATH} `n "$x"',
  '"@\n\'@\n#> Stop-Computer <#',
  '${file("/etc/passwd")} %{ if true } $${x} %%{y} $${',
  '\\" \\u0024{ \\',
  'Öberg 株式会社 😀 \u202E',
  '',
];

describe('the requests of the script, against a Graph that takes what Microsoft documents', () => {
  test('connect: the job is started, with our address, the secret and the mapping', () => {
    const graph = createFakeGraph({ secret: SECRET, late: 3 });
    const { sent, failed } = play(graph, values, SECRET);
    expect([failed, sent]).toEqual([undefined, Object.keys(STEPS).filter((name) => name !== 'TestSaved')]);
    const [application] = graph.applications;
    expect(application).toMatchObject({
      displayName: "Acme's people",
      jobs: [{ templateId: 'scim', isStarted: true }],
    });
    expect(Object.fromEntries(application?.secrets ?? [])).toEqual({
      BaseAddress: values.tenantUrl,
      SecretToken: SECRET,
      SyncAll: 'false',
    });
    const rows = application?.jobs.flatMap(({ schema }) => rowsOf(schema)) ?? [];
    expect(rows).toEqual(
      expect.arrayContaining([
        '[objectId] -> externalId',
        '[facsimileTelephoneNumber] -> phoneNumbers[type eq "fax"].value',
        '[extensionAttribute1] -> urn:acme:params:scim:schemas:User:bioUrl',
        '[givenName] -> name.givenName',
      ]),
    );
    expect(rows.join()).not.toMatch(/mailNickname|timezone/);
  });

  test('again: nothing is made twice, the secret stays, and a mapping that is right is not written', () => {
    const graph = createFakeGraph({ secret: SECRET });
    play(graph, values, SECRET);
    const { sent } = play(graph, values, '');
    expect(sent).toEqual(['FindApplication', 'AwaitApplication', 'FindJob', 'TestSaved', 'ReadSchema', 'StartJob']);
    expect(graph.applications).toMatchObject([{ jobs: [{}] }]);
  });

  test.each([
    ['a secret that the endpoint refuses', 'TestConnection', 'wrong', values],
    ['no secret, and none saved', 'TestSaved', '', values],
    [
      'an attribute that Entra does not have',
      'SaveSchema',
      SECRET,
      { ...values, mapping: [{ ...own, source: 'noSuch' }] },
    ],
  ] as const)('stops at %s, and has started nothing', (_, step, secret, asked) => {
    const graph = createFakeGraph({ secret: SECRET });
    expect(play(graph, asked, secret).failed).toBe(step);
    expect(graph.applications).toMatchObject([{ jobs: [{ isStarted: false }] }]);
  });

  test('does not take an application that is not its own', () => {
    const graph = createFakeGraph({ secret: SECRET });
    const other = { id: 'x', applicationTemplateId: null, jobs: [], secrets: new Map(), late: 0 };
    graph.applications.push({ ...other, displayName: values.applicationName });
    expect(play(graph, values, SECRET)).toEqual({ sent: ['FindApplication'], failed: 'FindApplication' });
  });

  test('an application that never appears ends it', () => {
    const graph = createFakeGraph({ secret: SECRET, late: 1000 });
    expect(play(graph, values, SECRET).failed).toBe('AwaitApplication');
  });
});

describe('the PowerShell script', () => {
  const text = powerShellScript(values);

  test('sends each of the requests once, in the order in which they were played', () => {
    const flow = text.slice(text.indexOf('# The application.'));
    expect([...flow.matchAll(/Send-Step (\w+)/g)].map(([, name]) => name)).toEqual(Object.keys(STEPS));
    const parts = textsOfPowerShell(text);
    for (const [, { path, body, fix }] of STEP_LIST)
      expect(parts).toEqual(expect.arrayContaining([path, fix, ...(body === undefined ? [] : [JSON.stringify(body)])]));
  });

  test('gives every request its values, and uses no name that it has not made', () => {
    const found = (where: string, pattern: RegExp): string[] =>
      [...where.matchAll(pattern)].map((match) => match.slice(1).find((group) => group !== undefined) ?? '');
    const words = found(STEP_LIST.map(([, { path, body }]) => path + JSON.stringify(body)).join(), /\{(\w+)\}/g);
    const given = new Set(found(found(text, /@\{ (.*) \}/g).join(';'), /(\w+) =/g));
    expect(words.length).toBeGreaterThan(10);
    expect(words.filter((word) => !given.has(word))).toEqual([]);

    const code = text.replaceAll(/<#[\s\S]*?#>|#.*|"[^"]*"|'(?:[^']|'')*'/g, '');
    const made = new Set(found(code, /\]\$(\w+)|\$(\w+)(?= (?:=|in) )/g));
    for (const own of ['_', 'true', 'false', 'null']) made.add(own);
    expect(found(code, /\$(\w+)/g).filter((name) => !made.has(name))).toEqual([]);
  });

  test('says what it needs, and that it was not run against Microsoft', () => {
    expect(text).toMatch(
      /Application Administrator[\s\S]*Entra ID P1[\s\S]*not run: not by PowerShell, and not against\s+Microsoft/,
    );
    expect(text).toContain('-AsSecureString');
  });

  test.each(HOSTILE)('holds the name %j as a text and nothing else', (name) => {
    const plain = powerShellScript({ ...values, applicationName: 'plain' });
    const mapping = [{ field: name, source: name, target: name }];
    const hostile = powerShellScript({ applicationName: name, tenantUrl: name, mapping, expressions: [name] });
    expect(hostile).toMatch(/^[\n\x20-\x7e]*$/);
    const held = textsOfPowerShell(hostile).filter((part) => part === onOneLine(name));
    expect(held.length).toBeGreaterThanOrEqual(6);
    expect(codeOf(hostile, name)).toEqual(codeOf(plain, 'plain'));
  });
});

/** The flow of the script, which no value may reach. */
const codeOf = (text: string, name: string): string => {
  expect(textsOfPowerShell(powerShellText(name))).toEqual([onOneLine(name)]);
  return text.slice(text.indexOf('# Every request'));
};

const onOneLine = (text: string): string => text.replaceAll('\n', ' ');

describe('the configuration for Terraform', () => {
  test.each(HOSTILE)('holds the name %j as a text and nothing else', (name) => {
    const mapping = [{ field: name, source: name, target: name }];
    const text = terraformScript({ applicationName: name, tenantUrl: name, mapping, expressions: [] });
    expect(textsOfTerraform(text).filter((part) => part === onOneLine(name)).length).toBeGreaterThanOrEqual(4);
    expect(textsOfTerraform(terraformText(name))).toEqual([onOneLine(name)]);
  });

  test('asks for the secret, starts nothing by itself, and says what it cannot do', () => {
    const text = terraformScript(values);
    expect(text).toMatch(/variable "secret_token" \{[^}]*sensitive {3}= true/);
    expect(text).toMatch(/variable "start" \{[^}]*default {5}= false/);
    expect(text).toMatch(/cannot set[\s\S]*not applied against Microsoft/);
  });

  whereTerraformIs('is as Terraform itself writes it, and read back by it', () => {
    const mapping = HOSTILE.map((name) => ({ field: name, source: name, target: name }));
    const text = terraformScript({ ...values, mapping });
    expect(terraform(text, 'fmt', '-').endsWith(text)).toBe(true);
    const printed = terraform(`jsonencode([${HOSTILE.map(terraformText).join(', ')}])`, 'console');
    const [read = ''] = /"\[.*\]"/.exec(printed) ?? [];
    expect(JSON.parse(String(JSON.parse(read)))).toEqual(HOSTILE.map(onOneLine));
  });
});
