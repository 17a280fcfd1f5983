import { SIGNATURES } from '../../../lambdas/doctor/signatures.ts';
import { escapeHtml } from '../../../tools/cli/sheet/html.ts';
import { sheetHtml, type SheetFacts } from '../../../tools/cli/sheet/sheet.ts';
import { sampleFields } from '../../../tools/web/samples.ts';
import { BEFORE, TASKS } from '../../../web/src/pages/connect/texts.ts';

const FACTS: SheetFacts = {
  tenant: 'acme',
  tenantUrl: 'https://scim.example.com/scim/v2',
  tokenUrl: 'https://scim.example.com/oauth/token',
  setupUrl: 'https://scim.example.com/setup',
  settings: { retention: { days: 45, deactivated: 'purge', minimumAfterDelete: 9 }, federation: null },
  mapping: { rows: sampleFields.rows },
  summary: 'Provisioning works; the next cycle is due at 2026-11-27T08:40:00.000Z',
  now: '2026-11-27T08:12:00.000Z',
};

/** What somebody reads of it. */
const read = (html: string): string =>
  html
    .replaceAll(/<style>[\s\S]*?<\/style>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(
      /&(amp|lt|gt|quot|#39);/g,
      (sign) => ['&', '<', '>', '"', "'"].find((each) => escapeHtml(each) === sign) ?? '',
    )
    .replaceAll(/\s+/g, ' ');

test('has what Microsoft asks of the public documents of a vendor, with the numbers of this tenant', () => {
  const text = read(sheetHtml(FACTS));
  const plain = (marked: string): string => marked.replaceAll(/\*\*|`/g, ' ').replaceAll(/\s+/g, ' ');
  for (const said of [...BEFORE, ...TASKS.flatMap(({ doIt }) => doIt)])
    expect(text.replaceAll(' .', '.')).toContain(plain(said).trim().replaceAll(' .', '.'));
  for (const { id, number, title } of SIGNATURES) expect(text).toContain(`${number} ${id} ${title}`);
  for (const { target } of sampleFields.rows) expect(text).toContain(target);
  expect(text).toContain('Tenant URL https://scim.example.com/scim/v2');
  expect(text).toMatch(/kept for 45 days[^.]*after a deletion for good 9 days pass/);
  expect(text).toContain('Provisioning works; the next cycle is due at 2026-11-27 08:40 UTC (2026-11-27 08:12 UTC)');
  expect(text).not.toMatch(/npm run|undefined|null|NaN|federation:/);
});

test('tells of federation where the tenant file has it', () => {
  const settings = { ...FACTS.settings, federation: { clientId: 'acme-client' } };
  const text = read(sheetHtml({ ...FACTS, settings }));
  expect(text).toContain('Client ID, for workload identity federation acme-client');
});

test('says whom to ask, as the vendor puts it', () => {
  expect(read(sheetHtml(FACTS))).toContain('Ask whoever sent you this sheet.');
  expect(read(sheetHtml({ ...FACTS, support: 'help@vendor.example' }))).toContain('Ask help@vendor.example.');
});

test('needs nothing from elsewhere, and runs nothing', () => {
  const html = sheetHtml(FACTS);
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(html).not.toMatch(/<(?:script|link|img|iframe)|\son\w+=|src=|@import|url\(/i);
});

test.each([
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "a' onload='x",
  '&lt;b&gt;',
  '</title></style>',
])('shows %j as it is, wherever it stands', (markup) => {
  const html = sheetHtml({
    ...FACTS,
    tenant: markup,
    tenantUrl: markup,
    tokenUrl: markup,
    setupUrl: markup,
    settings: { ...FACTS.settings, federation: { clientId: markup } },
    mapping: { rows: [{ field: markup, mappingType: 'Direct', source: markup, target: markup, arrived: 0 }] },
    summary: markup,
  });
  const tags = (text: string): string[] => [...new Set(text.match(/<\/?[a-z!][^\s>]*/gi))].toSorted();
  expect(tags(html)).toEqual(tags(sheetHtml(FACTS)));
  expect(html).not.toContain(`${markup}<`);
  expect(read(html).split(markup.replaceAll(/\s+/g, ' ')).length).toBeGreaterThan(8);
});
