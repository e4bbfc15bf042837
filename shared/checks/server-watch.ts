import { HandshakeFailed, signIn } from '../redis/handshake.ts'
import type { Server } from '../redis/server.ts'
import { parseRedisUrl } from '../redis/url.ts'

/** How long a Redis that has closed our connection may take to accept another one, in milliseconds. */
const BACK_WITHIN = 2000

/**
 * Watches whether a server is still there, by a connection that does nothing.
 *
 * @param gone Is called once, with a sentence for the learner, when the server has closed the connection and does
 *   not accept another one.
 * @returns Ends the watch.
 */
export async function watchServer(
  server: Pick<Server, 'kind' | 'url'>,
  gone: (sentence: string) => void,
): Promise<() => void> {
  const address = parseRedisUrl(server.url)
  // The embedded server lives in this process.
  if (server.kind === 'embedded' || 'wrong' in address) return () => {}
  let over = false
  let close = () => {}

  const look = async (): Promise<void> => {
    try {
      const { connection } = await signIn(address, server.url, { within: BACK_WITHIN })
      close = connection.close
      if (over) return close()
      void connection.closed.then(() => {
        if (!over) void look()
      })
    } catch (error) {
      if (!over) gone(goneText(server.kind, error))
    }
  }

  await look()
  return () => {
    over = true
    close()
  }
}

function goneText(kind: Server['kind'], error: unknown): string {
  if (kind === 'server') {
    return 'The Redis that was started for this run has ended in the middle of it, so nothing more can be said. Run the command again.'
  }
  const reason = error instanceof HandshakeFailed ? ` (it ${error.message})` : ''
  return `Redis has gone in the middle of the run${reason}, so nothing more can be said. Start it again and repeat the command, or use a Redis of the workbook's own: unset the variable that holds the URL.`
}
