import { timeoutFactor } from '#shared/checks/environment.ts'
import { startCluster, whyNoCluster } from '#shared/redis/cluster/open-cluster.ts'
import type { Connection } from '#shared/redis/connection.ts'
import { signIn } from '#shared/redis/handshake.ts'
import { plain } from '#shared/redis/resp.ts'
import type { Capability } from '#shared/redis/server.ts'
import { startOwn } from '#shared/redis/start.ts'
import { parseRedisUrl } from '#shared/redis/url.ts'

/** Snippets use plain names, so they never run on a server that somebody else uses. */
export interface SnippetServer {
  readonly url: string
  /** The variables that name it. */
  readonly env: NodeJS.ProcessEnv
  readonly can: ReadonlySet<Capability>
  /** Empties it, and waits until the last snippet's connections are gone. */
  empty(): Promise<void>
  /** Resolves when Redis has done what it was sent so far. */
  settle(): Promise<unknown>
  stop(): Promise<void>
}

const GONE_WITHIN_MS = 5000
const LOOK_EVERY_MS = 5

/** Starts a server for the snippets of one page. */
export async function openServer(): Promise<SnippetServer> {
  const server = await startOwn()
  const connection = await openConnection(server.url)
  return {
    url: server.url,
    env: { REDIS_URL: server.url },
    can: server.can,
    async empty() {
      const limit = performance.now() + GONE_WITHIN_MS * timeoutFactor()
      while (!/^connected_clients:1\r?$/m.test(String(plain(await connection.send('INFO', 'clients'))))) {
        if (performance.now() > limit) throw new Error('A connection of the last snippet is still open.')
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
      }
      await connection.send('FLUSHALL')
    },
    settle: () => connection.send('PING'),
    async stop() {
      connection.close()
      await server.stop()
    },
  }
}

/** Starts a cluster for those snippets of one page that need it, if there can be one. */
export async function openCluster(): Promise<SnippetServer | undefined> {
  if (await whyNoCluster()) return undefined
  const cluster = await startCluster()
  const everyNode = (...command: string[]) =>
    cluster.nodes().then((nodes) => Promise.all(nodes.map((node) => cluster.send(node, ...command))))
  return {
    url: cluster.url,
    env: { REDIS_CLUSTER_URL: cluster.url },
    can: new Set(),
    // Its snippets store nothing, and each has channels of its own.
    empty: async () => {},
    settle: () => everyNode('PING'),
    stop: () => cluster.stop(),
  }
}

/** A bare connection, which speaks RESP2 as redis-cli does. */
export async function openConnection(url: string): Promise<Connection> {
  const address = parseRedisUrl(url)
  if ('wrong' in address) throw new TypeError(`The URL ${address.wrong}.`)
  return (await signIn(address, url)).connection
}
