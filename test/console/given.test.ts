import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { curlOf } from '../../console/parts/curl.ts';
import { laidOut } from '../../console/parts/laid-out.ts';
import { csv } from '../../console/parts/csv.ts';
import { fileName } from '../../console/parts/file-name.ts';
import { plus, sums } from '../../console/parts/sum.ts';

describe('amounts', () => {
  it.each([
    ['0.1', '0.2', '0.3'],
    ['99999999999999999.99', '0.01', '100000000000000000.00'],
    ['-1.50', '1', '-0.50'],
    ['1', '-1.000', '0.000'],
    ['-0.005', '-0.005', '-0.010'],
  ])('are added exactly: %s and %s are %s', (one, other, sum) => {
    expect(plus(one, other)).toBe(sum);
  });

  it('are summed for each currency', () => {
    const given = [
      { amount: '1.10', currency: 'EUR' },
      null,
      { amount: '2', currency: 'USD' },
      { amount: '2.20', currency: 'EUR' },
    ];
    expect(sums(given)).toEqual([
      { amount: '3.30', currency: 'EUR' },
      { amount: '2', currency: 'USD' },
    ]);
  });
});

describe('a table as a file', () => {
  it('keeps what it holds, and holds nothing that a spreadsheet would execute', () => {
    const rows = [
      ['name', 'amount', 'note'],
      ['=HYPERLINK("http://x")', '-12.50', 'a, "b"\nc'],
      ['@sum', null, 'plain'],
    ];
    expect(csv(rows)).toBe(
      'name,amount,note\r\n"\'=HYPERLINK(""http://x"")",-12.50,"a, ""b""\nc"\r\n\'@sum,,plain\r\n',
    );
  });
});

describe('a table of texts that a vendor chose', () => {
  it.each(['+1+1', '-1+1', '\t=1', ' =1', '\n=1', '＝1+1', '-cmd|calc'])('executes nothing of %j', (text) => {
    expect(
      csv([[text]])
        .replace(/^"/, '')
        .startsWith("'"),
    ).toBe(true);
  });

  it('has no text that another separator would part', () => {
    expect(csv([['a;=1'], ['b\t=1']])).toBe('"a;=1"\r\n"b\t=1"\r\n');
  });
});

describe('a file that is given', () => {
  it.each([
    ['invoice.posted.evt_1.json', 'invoice.posted.evt_1.json'],
    ['../../.bashrc', 'bashrc'],
    ['a/b\\c:d\u202Efdp.exe', 'a-b-c-d-fdp.exe'],
    ['***', 'file'],
  ])('is called by a name of every system: %j', (given, name) => {
    expect(fileName(given)).toBe(name.replace(/^-/, ''));
  });
});

describe('a call of a system', () => {
  it('is given as a command whose texts the shell leaves as they are', () => {
    const call = {
      method: 'POST',
      url: 'https://vendor.example/v1/orders?***',
      headers: [{ name: 'authorization', value: '***' }],
      requestBody: `{"name":"O'Brien $HOME"}`,
      status: 400,
      responseBody: null,
      truncated: false,
    };
    expect(curlOf(call)).toBe(
      String.raw`curl -X POST 'https://vendor.example/v1/orders?***' \
  -H 'authorization: ***' \
  --data-raw '{"name":"O'\''Brien $HOME"}'`,
    );
  });

  it('runs nothing else, whatever a vendor has put into it', () => {
    const call = {
      method: "GET'; id;'",
      url: "-oout'$(id)[1-9]",
      headers: [
        { name: '@/etc/passwd', value: '' },
        { name: 'x', value: "'; id\u001B[201~\rid" },
      ],
      requestBody: null,
      status: null,
      responseBody: null,
      truncated: false,
    };
    const words = execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }; ${curlOf(call)}`], {
      encoding: 'utf8',
    });
    expect(words.split('\n').slice(0, -1)).toEqual([
      '--globoff',
      '-X',
      "GET'; id;'",
      '--url',
      "-oout'$(id)[1-9]",
      '-H',
      "x: '; id[201~id",
    ]);
  });

  it('of nothing but brackets is laid out all the same', () => {
    const deep = 5_000;
    expect(laidOut(`${'['.repeat(deep)}1${']'.repeat(deep)}`).length).toBeLessThan(1_000_000);
  });

  it('is laid out without a digit of a number being lost', () => {
    expect(laidOut('{"amount":12345678901234567.890,"list":[],"text":"a, {b: \\"c\\"}"}')).toBe(
      '{\n  "amount": 12345678901234567.890,\n  "list": [],\n  "text": "a, {b: \\"c\\"}"\n}',
    );
    expect(laidOut('not json, {at all')).toBe('not json, {at all');
  });
});
