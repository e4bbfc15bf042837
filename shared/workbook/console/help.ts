import type { Server } from '../../redis/server.ts'
import { paint } from '../terminal.mjs'

/** What `help` shows. */
export const HELP = `Type any command of Redis, for example: HSET user:1 name "Ada Lovelace"
Words with spaces go in quotes.

  watch <pattern> …    shows messages as they come; * stands for anything: watch chat:*
  unwatch [<pattern>]  shows no more of them
  help                 this
  exit                 ends the console (so do Ctrl-C and Ctrl-D)

These words are in lower case. WATCH and UNWATCH in capitals are commands of Redis.`

/** What the console begins with. */
export function greeting(server: Server): string {
  return [
    `This is ${server.label}.`,
    server.kind === 'url' ? NOT_OURS : secondTerminal(server.url),
    '',
    'Try:',
    '  SET greeting "hello world"',
    '  watch chat:*',
    '  PUBLISH chat:lobby hi',
    '',
    paint('dim', '`help` tells more, `exit` ends.'),
  ].join('\n')
}

/** The warning on a server that was given by URL. */
export const NOT_OURS =
  'Others may be using it: keys and channels that you type here are taken as they are, nothing is put before them.'

function secondTerminal(url: string): string {
  return `From a second terminal: ${withVariable('REDIS_URL', url)}npm run redis (or: redis-cli -u ${url})`
}

/** How a command gets a variable in this system's usual terminal. */
function withVariable(name: string, value: string): string {
  return process.platform === 'win32' ? `$env:${name}='${value}'; ` : `${name}=${value} `
}
