import { describe, expect, test } from 'vitest'
import { parseRedisUrl, redact, redactUrl } from '#shared/redis/url.ts'
import { isSupported } from '#shared/redis/version.ts'

describe('parseRedisUrl', () => {
  test.each([
    ['redis://h', { host: 'h', port: 6379, tls: false, database: 0 }],
    ['redis://h:1234/', { host: 'h', port: 1234, tls: false, database: 0 }],
    ['REDISS://h:1234/5', { host: 'h', port: 1234, tls: true, database: 5 }],
    ['redis://[::1]:7000', { host: '::1', port: 7000, tls: false, database: 0 }],
    ['redis://:p%40%2F%23@h', { host: 'h', port: 6379, tls: false, database: 0, password: 'p@/#' }],
    ['redis://:p@ss@h', { host: 'h', port: 6379, tls: false, database: 0, password: 'p@ss' }],
    [
      'redis://%C3%A4nn:x%3Ay@h/1',
      { host: 'h', port: 6379, tls: false, database: 1, username: 'änn', password: 'x:y' },
    ],
  ])('%s', (url, expected) => {
    expect(parseRedisUrl(url)).toEqual(expected)
  })

  test.each([
    ['http://h', 'must begin with redis:// or, for TLS, with rediss://'],
    ['redis:h', 'must begin with redis://'],
    ['redis://', 'names no host'],
    ['redis://h:99999', 'is not a valid URL'],
    ['redis://h/abc', 'must end after the port'],
    ['redis://h/1/2', 'must end after the port'],
    ['redis://:se%zzcret@h', 'has a % in its user name or password'],
    ['redis://:sec/ret@h', 'in a password write # as %23'],
    ['redis://:sec#ret@h', 'in a password write # as %23'],
    ['redis://:1?2@h', 'in a password write # as %23'],
    ['redis://me:12/34@h', 'in a password write # as %23'],
  ])('%s: a sentence that repeats nothing of it', (url, wrong) => {
    const result = parseRedisUrl(url) as { wrong: string }
    expect(result.wrong).toContain(wrong)
    expect(result.wrong).not.toMatch(/secret|sec|ret@|12|34/)
  })
})

test.each([
  ['redis://h:6379/0', 'redis://h:6379/0'],
  ['redis://:secret@h', 'redis://:***@h'],
  ['rediss://ann:secret@h:1/2', 'rediss://ann:***@h:1/2'],
  ['redis://secret@h', 'redis://***@h'],
  ['redis://h?password=secret', 'redis://h'],
  ['redis://h#secret', 'redis://h'],
  ['redis://me:12/secret@h', '(a URL that cannot be read)'],
  ['redis://:sec ret#@@:x', '(a URL that cannot be read)'],
  ['secret', '(a URL that cannot be read)'],
])('redactUrl(%j)', (url, expected) => {
  expect(redactUrl(url)).toBe(expected)
})

test.each([
  ['it said p@ss and p%40ss', 'redis://:p%40ss@h', 'it said *** and ***'],
  ['as typed: a@b, encoded: a%40b', 'redis://:a@b@h', 'as typed: ***, encoded: ***'],
  ['token abc', 'redis://abc@h', 'token ***'],
  ['nothing to hide', 'redis://h', 'nothing to hide'],
  ['whatever', 'no URL', '(not shown: it may hold a password)'],
])('redact(%j, %j)', (text, url, expected) => {
  expect(redact(text, url)).toBe(expected)
})

test.each([
  ['6.2', true],
  ['6.2.0', true],
  ['7.0.15', true],
  ['10.0.0', true],
  ['6.0.16', false],
  ['5.9.9', false],
  ['', false],
  ['unknown', false],
])('isSupported(%j) is %s', (version, expected) => {
  expect(isSupported(version)).toBe(expected)
})
