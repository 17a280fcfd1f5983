import { globSync, readFileSync } from 'node:fs';
import { fillIn, withPlaces } from '../../bench/peers/floor/fill-in.ts';
import { printGrowth, printProbes, printRounds } from '../../bench/peers/print.ts';
import { PROBES } from '../../bench/peers/probes/all.ts';
import { askProbes, type Probe, type Verdict } from '../../bench/peers/probes/probe.ts';
import { wholePlay } from '../support/sizes.ts';

describe('npm run bench:peers', () => {
  wholePlay('finds of our own endpoint all that it asks for', async () => {
    const { createScim } = await import('../support/scim.ts');
    const scim = await createScim();
    const ask = async (...[method, path, body, headers]: Parameters<typeof scim.request>) => {
      const answer = await scim.request(method, path, body, headers);
      return { ...answer, body: answer.body ?? {} };
    };
    const wrong: string[] = [];
    for (const probes of Object.values(PROBES)) {
      const found = await askProbes(probes, new Map([['ours', ask]]));
      for (const [{ what }, verdicts] of found) {
        const verdict = verdicts.get('ours');
        if (verdict?.is !== 'yes') wrong.push(`${what}: ${JSON.stringify(verdict)}`);
      }
    }
    await scim.drop();
    expect(wrong).toEqual([]);
  });

  test('prints of each what it takes, how it grows, and what it does', () => {
    const taken = (cpu: number, refused = 0) => new Map([['get user', { cpu, wall: 2 * cpu, refused }]]);
    const rounds = new Map([
      ['ours', [taken(1_500), taken(1_000), taken(1_250)]],
      ['peer', [taken(2_500, 1)]],
    ]);
    expect(printRounds(rounds, 16)).toBe(
      [
        'CPU of a request, ms, 16 at a time  ours    peer',
        'get user                            1.25  2.50 !',
        'mean of a life                      1.25    2.50',
        'ours is so many times it            1.00    0.50',
        'wall time of a request, ms          2.50    5.00',
      ].join('\n'),
    );
    const grown = (cpu: number) => new Map([['add a member' as const, { cpu, wall: cpu }]]);
    const wrong = new Map([['add a member' as const, { cpu: NaN, wall: NaN, wrong: 500 }]]);
    const sizes = new Map([
      [
        'ours',
        new Map([
          [100, grown(1_000)],
          [20_000, grown(1_100)],
        ]),
      ],
      [
        'peer',
        new Map([
          [100, grown(1_000)],
          [20_000, wrong],
        ]),
      ],
    ]);
    expect(printGrowth(sizes, ['add a member'])).toBe(
      [
        'CPU of a request, ms, by users   100   20000  times  wall at 20000',
        'add a member: ours              1.00    1.10    1.1           1.10',
        'add a member: peer              1.00  no 500      -              -',
      ].join('\n'),
    );
    const probe: Probe = {
      what: 'x',
      by: 'RFC',
      ofStore: true,
      ask: () => Promise.resolve({ is: 'yes', status: 200 }),
    };
    const verdicts = new Map<string, Verdict>([
      ['ours', { is: 'yes', status: 200 }],
      ['hosted', { is: 'no', status: 500 }],
      ['peer', { is: 'unseen', status: 204 }],
    ]);
    expect(printProbes('things', new Map([[probe, verdicts]]), new Set(['hosted']))).toBe(
      ['things     ours    hosted   peer  expected by', 'x       yes 200  (no 500)  - 204  RFC'].join('\n'),
    );
  });

  test('plays the calls of one person for another', () => {
    const values = { user: 'id-1', userName: 'id-1@example.com', group: '' };
    const recorded = JSON.stringify({
      Key: { pk: 'USER#id-1' },
      'x#id-1': ['ID-1@example.com', 'id-1@example.com', 7],
    });
    const script: unknown = JSON.parse(withPlaces(recorded, values));
    const other = { user: 'id-2', userName: 'bob@example.com', group: '' };
    expect(fillIn(script, other)).toEqual({
      Key: { pk: 'USER#id-2' },
      'x#id-2': ['ID-1@example.com', 'bob@example.com', 7],
    });
    expect(fillIn(new Set(['a']), other)).toEqual(new Set(['a']));
  });

  test('has peers in their exact versions, as their lock files have them', () => {
    const folders = globSync('bench/peers/*/package.json');
    expect(folders.length).toBeGreaterThan(0);
    for (const file of folders) {
      const { dependencies } = JSON.parse(readFileSync(file, 'utf8')) as { dependencies: Record<string, string> };
      const lock: unknown = JSON.parse(readFileSync(file.replace('package.json', 'package-lock.json'), 'utf8'));
      expect(lock).toMatchObject({ packages: { '': { dependencies } } });
      expect(Object.values(dependencies).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    }
  });
});
