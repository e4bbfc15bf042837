import type { Connection } from './connection.ts'
import { HandshakeFailed, signIn } from './handshake.ts'
import type { Server } from './server.ts'
import { parseRedisUrl } from './url.ts'

/** How long a Redis that has closed our connection may take to accept another one, in milliseconds. */
const BACK_WITHIN = 2000

/** What helps in any case, on a Redis that is not ours. */
export const WAY_OUT = "or use a Redis of the workbook's own: unset the variable that holds the URL."
/** How often the server is asked for a sign of life, in milliseconds. */
const ASK_EVERY = 1000
/** So many times in a row it may be without a reply. A process that stands still itself does not ask. */
const MISSED = 5

/** For each watch, a function that makes sure of its server. */
const watches = new Set<() => Promise<void>>()

/**
 * Makes sure that each watched server still replies. The code that runs on a server may notice that it has gone before
 * its watch does, so call this before you report what that code did.
 */
export async function makeSureOfServers(): Promise<void> {
  await Promise.all([...watches].map((makeSure) => makeSure()))
}

/**
 * Watches whether a server is still there and replies, by a connection of its own.
 *
 * @param gone Is called once, with a sentence for the learner, when the server has closed the connection and does
 *   not accept another one, or no longer replies.
 * @returns Checks the server one last time, then ends the watch.
 */
export async function watchServer(
  server: Pick<Server, 'kind' | 'url'>,
  gone: (sentence: string) => void,
): Promise<() => Promise<void>> {
  const address = parseRedisUrl(server.url)
  // The embedded server lives in this process.
  if (server.kind === 'embedded' || 'wrong' in address) return async () => {}
  let over = false
  let close = () => {}
  let looked = Promise.resolve()
  let replied = async () => {}

  const look = async (): Promise<void> => {
    try {
      const { connection } = await signIn(address, server.url, { within: BACK_WITHIN })
      close = connection.close
      if (over) return close()
      let silent = () => {}
      const given = new Promise<void>((resolve) => {
        silent = resolve
      })
      const endAsking = askAgainAndAgain(connection, () => {
        if (!over) gone(silentText(server.kind))
        over = true
        silent()
      })
      void connection.closed.then(() => {
        endAsking()
        if (!over) looked = look()
      })
      const ping = () => connection.send('PING').catch(() => connection.closed)
      replied = async () => void (await Promise.race([ping(), given]))
    } catch (error) {
      if (!over) gone(goneText(server.kind, error))
      over = true
    }
  }

  looked = look()
  await looked
  const makeSure = async () => {
    if (over) return
    await replied()
    await looked
  }
  watches.add(makeSure)
  return async () => {
    await makeSure()
    watches.delete(makeSure)
    over = true
    close()
  }
}

/** @returns Ends it. */
function askAgainAndAgain(connection: Connection, silent: () => void): () => void {
  let missed = 0
  const timer = setInterval(() => {
    missed += 1
    if (missed > MISSED) {
      clearInterval(timer)
      silent()
    } else if (missed === 1) {
      // Whatever it replies. An end of the connection is noticed anyway.
      connection.send('PING').then(
        () => {
          missed = 0
        },
        () => {},
      )
    }
  }, ASK_EVERY)
  timer.unref()
  return () => clearInterval(timer)
}

function silentText(kind: Server['kind']): string {
  const what = kind === 'server' ? 'The Redis that was started for this run' : 'Redis'
  return `${what} has not replied for ${(ASK_EVERY * MISSED) / 1000} seconds, so the run cannot continue: is it paused or busy? Try again${kind === 'server' ? '.' : `, ${WAY_OUT}`}`
}

function goneText(kind: Server['kind'], error: unknown): string {
  if (kind === 'server') {
    return 'The Redis that was started for this run ended in the middle of it, so the run cannot continue. Run the command again.'
  }
  const reason = error instanceof HandshakeFailed ? ` (it ${error.message})` : ''
  return `Redis disappeared in the middle of the run${reason}, so the run cannot continue. Start it again and repeat the command, ${WAY_OUT}`
}
