import { connect } from 'node:net'
import { parseRedisUrl } from '#shared/redis/url.ts'
import { ask, until } from '../../unit/redis/servers/support.ts'

/** Commands without a name of a key or a channel, which change nothing for others. */
const NAMELESS = new Set([
  'HELLO',
  'AUTH',
  'PING',
  'SELECT',
  'INFO',
  'COMMAND',
  'QUIT',
  'ECHO',
  'MULTI',
  'EXEC',
])
/** All arguments of these are names. */
const ALL_ARE_NAMES = new Set([
  'SUBSCRIBE',
  'UNSUBSCRIBE',
  'PSUBSCRIBE',
  'PUNSUBSCRIBE',
  'DEL',
  'UNLINK',
  'EXISTS',
])
/** The first argument of these is a name. */
const FIRST_IS_A_NAME = new Set(['PUBLISH', 'SET', 'GET'])

/** Watches which names commands use on a server. */
export interface Monitor {
  /** From now on. */
  begin(): Promise<void>
  /** Until now: the name or names of each command; of one that this does not know, all of it. */
  end(): Promise<string[]>
  close(): void
}

/** Sees every command that a server is sent, by MONITOR. */
export async function monitor(url: string): Promise<Monitor> {
  const address = parseRedisUrl(url)
  if ('wrong' in address) throw new TypeError(address.wrong)
  const socket = connect(address.port, address.host)
  let text = ''
  let position = 0
  const begun = new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      if (text.startsWith('+OK\r\n+OK\r\n')) resolve()
    })
  })
  const password = address.password ?? ''
  socket.write(
    `*2\r\n$4\r\nAUTH\r\n$${Buffer.byteLength(password)}\r\n${password}\r\n*1\r\n$7\r\nMONITOR\r\n`,
  )
  await begun
  /** What has been sent before now has been seen: the server tells it in its order. */
  let markers = 0
  const now = async () => {
    const marker = `marker ${++markers}`
    await ask(url, ['ECHO', marker])
    await until('the monitor has seen the marker', () => text.includes(marker))
    return text.indexOf(marker) + marker.length
  }
  return {
    async begin() {
      position = await now()
    },
    end: async () =>
      text
        .slice(position, await now())
        .split('\r\n')
        .slice(1)
        .flatMap(namesIn),
    close: () => socket.destroy(),
  }
}

function namesIn(line: string): string[] {
  // +1700000000.123456 [0 127.0.0.1:50000] "PUBLISH" "news" "hello"
  const words = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) => word)
  const [name = '', ...args] = words
  const command = name.toUpperCase()
  if (words.length === 0 || NAMELESS.has(command)) return []
  if (command === 'CLIENT' && /^(setinfo|setname|id|list|info|no-touch)$/i.test(args[0] ?? '')) return []
  if (command === 'ACL' && args[0]?.toUpperCase() === 'WHOAMI') return []
  if (command === 'PUBSUB') return args.slice(1)
  if (command === 'SCAN') return [args[args.findIndex((word) => word.toUpperCase() === 'MATCH') + 1] ?? line]
  if (ALL_ARE_NAMES.has(command)) return args
  if (FIRST_IS_A_NAME.has(command)) return args.slice(0, 1)
  return [line]
}
