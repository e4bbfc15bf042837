import type { Socket, Server as TcpServer } from 'node:net'
import { freePort } from './port.ts'
import { serialize } from './serialize.ts'
import { type OwnServer, RedisUnavailable } from './server.ts'

/** The version whose behaviour we ask the embedded server for. */
const VERSION = '7.0.15'

/** The embedded server while it listens. */
interface Listening {
  readonly port: number
  /** Cuts every connection and stops listening. */
  close(): Promise<void>
}

/**
 * Starts the embedded server, in this process, on a free port of 127.0.0.1. It does not keep this process alive.
 * All data are lost with `restart()` and `crash()`: it stores nothing.
 *
 * @param reason Why it was chosen: the end of its label.
 */
export async function startEmbedded(reason: string): Promise<OwnServer> {
  let listening: Listening | undefined = await listenOnFreePort()
  const { port } = listening
  let stopped = false
  const queue = serialize()
  const close = async () => {
    await listening?.close()
    listening = undefined
  }

  return {
    url: `redis://127.0.0.1:${port}`,
    kind: 'embedded',
    version: VERSION,
    label: `the embedded server (js-redis-server, as Redis ${VERSION}) in this process on 127.0.0.1:${port}, ${reason}`,
    namespace: '',
    can: new Set(['restart']),
    restart: () =>
      queue(async () => {
        if (stopped) throw new RedisUnavailable('This Redis has been stopped, so it cannot be started again.')
        await close()
        listening = await listen(port)
      }),
    crash: () => queue(close),
    stop: () =>
      queue(async () => {
        stopped = true
        await close()
      }),
  }
}

async function listenOnFreePort(): Promise<Listening> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await listen(await freePort())
    } catch (error) {
      // Somebody was faster: try the next port.
      if (attempt < 5 && (error as NodeJS.ErrnoException).code === 'EADDRINUSE') continue
      throw error
    }
  }
}

async function listen(port: number): Promise<Listening> {
  // Loaded only here, because a run on a real Redis doesn't need it.
  const { createRedisServer } = await import('js-redis-server')
  const handle = await createRedisServer({
    // It goes to `net.Server.listen` as it is. A bare number would listen on all interfaces.
    port: { port, host: '127.0.0.1' } as unknown as number,
    compatibility: 'redis-7.0',
  })
  const tcp = (handle.server as unknown as { server: TcpServer }).server
  tcp.unref()
  const sockets = new Set<Socket>()
  tcp.on('connection', (socket: Socket) => {
    socket.setNoDelay(true)
    socket.unref()
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  return {
    port,
    async close() {
      // It waits for its clients to leave, so make them.
      for (const socket of sockets) socket.destroy()
      tcp.ref()
      await handle.close()
    },
  }
}
