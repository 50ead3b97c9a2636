import fc from 'fast-check'

/** What nobody types by accident: each has broken some system. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfff',
  '\u202eevil\u202c',
  '\u200f',
  '\ufeff',
  '\u00a0',
  '\r\n\r\n',
  '\r\nset-cookie: a=b',
  "' or 1=1 --",
  "'; drop table patient; --",
  "\\'; select pg_sleep(9); --",
  '$1',
  '%',
  '%%%s%n',
  '\\',
  '{"$gt":""}',
  '[]',
  '{}',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '-Infinity',
  '-1',
  '0',
  '-0',
  '1e309',
  '1e-400',
  '0x10',
  '1.5',
  '99999999999999999999',
  '2147483648',
  '-2147483649',
  '9007199254740993',
  '٣',
  '１２',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '\'"`<>&',
  '{{7*7}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what is sent
  '${7*7}',
  '../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '/\\evil.example',
  '//evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  '/€',
  '/people/\u0080',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'dep.m1',
  'phq9',
  '2026-02-30',
  '0000-00-00',
  '-0001-01-01',
  '99999-01-01',
  '275760-09-14',
  '2026-13-45T99:99',
  '1970-01-01',
  '9999-12-31',
  '24:00',
  '25:61',
  '-1:00',
  'T',
  'Z',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '018F0000-0000-7000-8000-000000000000',
  '=1+1',
  '@SUM(A1)',
  'true',
  'yes',
  'on',
  'Ⅷ',
  '👩‍👩‍👧',
  'e\u0301'.repeat(50),
  'a'.repeat(10_001),
  'ß'.repeat(70_000),
  '[['.repeat(3000),
]

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.integer().map(String) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
)

/** What may be done to one field of a form. */
export type Change =
  | { readonly kind: 'replace'; readonly value: string }
  | { readonly kind: 'repeat'; readonly values: readonly string[] }
  | { readonly kind: 'remove' }
  | { readonly kind: 'rename'; readonly name: string; readonly value: string }

export const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 8, arbitrary: hostileText.map((value): Change => ({ kind: 'replace', value })) },
  {
    weight: 1,
    arbitrary: fc
      .array(hostileText, { minLength: 2, maxLength: 4 })
      .map((values): Change => ({ kind: 'repeat', values })),
  },
  { weight: 1, arbitrary: fc.constant<Change>({ kind: 'remove' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rename' as const),
      name: fc.constantFrom(
        '__proto__',
        'constructor',
        'a[b]',
        'a.b',
        '\u0000',
        'x'.repeat(500),
        '',
      ),
      value: hostileText,
    }),
  },
)

/**
 * Headers that claim something untrue or are not what a browser sends. A header holds only
 * visible ASCII.
 */
export const hostileHeaders: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Record<string, string>>(
      { 'content-type': 'application/json' },
      { 'content-type': 'multipart/form-data; boundary=x' },
      { 'content-type': 'text/plain' },
      { 'content-type': '' },
      { 'content-length': '99999999' },
      { 'content-length': '-1' },
      { accept: 'application/json' },
      { accept: '*/*;q=' },
      { 'accept-encoding': 'gzip' },
      { 'accept-language': '*;q=9' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'none', origin: 'null' },
      { origin: 'https://evil.example' },
      { host: 'evil.example' },
      { host: '' },
      { host: "'; --" },
      { cookie: 'handrail=' },
      { cookie: `handrail=${'x'.repeat(5000)}` },
      { cookie: 'handrail=%00; handrail=..' },
      { 'x-forwarded-for': "1.2.3.4, '" },
      { 'x-csrf-token': 'forged' },
      { 'x-http-method-override': 'DELETE' },
      { range: 'bytes=0-1' },
      { 'if-none-match': '*' },
    ),
  },
)
