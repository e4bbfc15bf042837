import { expect, test } from 'vitest'
import { maskSecrets } from '#shared/redis/wire-mask.ts'

const table: [command: string, masked: string][] = [
  ['AUTH secret', 'AUTH ***'],
  ['AUTH user secret', 'AUTH *** ***'],
  ['HELLO 3', 'HELLO 3'],
  ['HELLO 3 AUTH user secret SETNAME me', 'HELLO 3 AUTH *** *** SETNAME me'],
  ['HELLO 3 auth user secret', 'HELLO 3 auth *** ***'],
  ['CONFIG SET requirepass secret maxmemory 1mb', 'CONFIG SET requirepass *** maxmemory 1mb'],
  ['CONFIG SET masterauth secret', 'CONFIG SET masterauth ***'],
  [
    'ACL SETUSER u on >secret <old #hash !hash +@all &news',
    'ACL SETUSER u on >*** <*** #*** !*** +@all &news',
  ],
  [
    'MIGRATE host 6379 key 0 5000 AUTH2 user secret KEYS a',
    'MIGRATE host 6379 key 0 5000 AUTH2 *** *** KEYS a',
  ],
  ['MIGRATE host 6379 key 0 5000 AUTH secret', 'MIGRATE host 6379 key 0 5000 AUTH ***'],
  ['PUBLISH auth secret', 'PUBLISH auth secret'],
]

test.each(table)('%s', (command, masked) => {
  const [name, ...args] = command.split(' ')
  expect([name, ...maskSecrets(name!, args)].join(' ')).toBe(masked)
})
