import type { Exchange } from '../../../../conformance/harness/session.ts';
import type { Line } from './line.ts';
import { mustsThatFailed, type Report } from './report.ts';

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #ccc;padding:.3rem .5rem;text-align:left}
pre{background:#f5f5f5;padding:.5rem;overflow:auto;white-space:pre-wrap}.failed{color:#b00020}.passed{color:#116329}`;

/** The report as one page that needs nothing else. The token is not in it. */
export function asHtml(report: Report): string {
  const { run, url, profile, startedAt, endedAt, versions, checks, rfcs, failures, left, stays } = report;
  const failed = mustsThatFailed(report).length;
  const verdict =
    failed === 0 ? 'Everything that must pass and could be seen passed' : `${failed} that must pass failed`;
  const facts = {
    run,
    endpoint: url,
    profile,
    from: startedAt,
    to: endedAt,
    ...versions,
    'what stays': [stays, ...left].join('; '),
  };
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<title>SCIM conformance ${escape(run)}</title><style>${STYLE}</style></head><body>`,
    `<h1>SCIM conformance of ${escape(url)}</h1><p><strong>${verdict}.</strong></p>`,
    `<table>${Object.entries(facts)
      .map(([name, value]) => `<tr><th>${escape(name)}</th><td>${escape(value)}</td></tr>`)
      .join('')}</table>`,
    table('Checks', checks),
    table('Requirements of RFC 7643, 7644 and 9865', rfcs),
    failures.length === 0 ? '' : '<h2>What failed</h2>',
    ...failures.map(
      ({ name, why, exchanges }) =>
        `<h3>${escape(name)}</h3><pre>${escape(why)}</pre><details><summary>${exchanges.length} requests</summary>` +
        `${exchanges.map(exchangeOf).join('')}</details>`,
    ),
    '</body></html>\n',
  ].join('\n');
}

function table(title: string, lines: readonly Line[]): string {
  if (lines.length === 0) return '';
  const rows = lines.map(
    ({ source, level, name, status, why = '' }) =>
      `<tr><td class="${status}">${status}</td><td>${escape(level)}</td><td>${escape(source)}</td>` +
      `<td>${escape(name)}</td><td>${status === 'failed' ? 'see below' : escape(why)}</td></tr>`,
  );
  const head = ['result', 'level', 'source', 'name', 'remark'].map((name) => `<th>${name}</th>`).join('');
  return `<h2>${title}</h2><table><tr>${head}</tr>\n${rows.join('\n')}</table>`;
}

function exchangeOf({ method, path, headers, body, answer }: Exchange): string {
  const sent = body === undefined ? '' : `\n${textOf(body)}`;
  const named = Object.entries(headers).map(([name, value]) => `\n${name}: ${value}`);
  return `<pre>${escape(`${method} ${path}${named.join('')}${sent}\n\n${answer.status}\n${textOf(answer.body)}`)}</pre>`;
}

const MOST = 20_000;
const textOf = (body: unknown): string =>
  (typeof body === 'string' ? body : (JSON.stringify(body, null, 2) ?? '')).slice(0, MOST);

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (one) => ENTITIES[one] ?? one);
