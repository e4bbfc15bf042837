import { paint } from '#shared/core/terminal.mjs'
import type { Server } from '#shared/redis/server.ts'

/** What `help` shows. */
export const HELP = `Type any Redis command, for example: HSET user:1 name "Ada Lovelace"
Words with spaces go in quotes.

  watch <pattern> …    shows messages as they arrive; * stands for anything: watch chat:*
  unwatch [<pattern>]  stops showing them
  help                 shows this text
  exit                 ends the console (so do Ctrl-C and Ctrl-D)

Type these words in lower case. WATCH and UNWATCH in capitals are Redis commands.`

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
    paint('dim', '`help` shows more commands, `exit` ends the console.'),
  ].join('\n')
}

/** The warning on a server that was given by URL. */
export const NOT_OURS =
  'Others may be using it: the console sends your keys and channels unchanged, without a prefix.'

function secondTerminal(url: string): string {
  return `From a second terminal: ${withVariable('REDIS_URL', url)}npm run redis (or: redis-cli -u ${url})`
}

/** How a command gets a variable in this system's usual terminal. */
function withVariable(name: string, value: string): string {
  return process.platform === 'win32' ? `$env:${name}='${value}'; ` : `${name}=${value} `
}
