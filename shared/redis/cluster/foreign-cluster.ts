import { randomBytes } from 'node:crypto'
import { removeNamespace } from '../clean-up.ts'
import { HandshakeFailed, signIn } from '../handshake.ts'
import { plain, RespError } from '../resp.ts'
import { RedisUnavailable } from '../server.ts'
import { parseRedisUrl, type RedisAddress, redactUrl } from '../url.ts'
import type { Cluster } from './cluster.ts'
import { type Known, Members } from './members.ts'
import { isLost, parseNodes } from './topology.ts'

const VARIABLE = 'REDIS_CLUSTER_URL'

/**
 * Connects to the cluster that `REDIS_CLUSTER_URL` names.
 *
 * @param url Of one node.
 * @throws {@link RedisUnavailable} within five seconds, in one sentence without the password.
 */
export async function connectToCluster(url: string): Promise<Cluster> {
  const address = parseRedisUrl(url)
  if ('wrong' in address) throw new RedisUnavailable(`${VARIABLE} ${address.wrong}.`)
  const shown = redactUrl(url)
  try {
    const { connection, version, mode } = await signIn(address, url)
    try {
      if (mode !== 'cluster') {
        throw new HandshakeFailed('is not a node of a Redis Cluster', 'give the URL of a node')
      }
      if (Number.parseInt(version, 10) < 7) {
        throw new HandshakeFailed(
          `is Redis ${version}, which has no sharded channels`,
          'use Redis 7.0 or later',
        )
      }
      const reply = await connection.send('CLUSTER', 'NODES')
      if (reply instanceof RespError) {
        throw new HandshakeFailed(
          'does not allow its user CLUSTER NODES',
          'give that user the right +cluster',
        )
      }
      return new ForeignCluster(url, address, version, membersIn(String(plain(reply)), address))
    } finally {
      connection.close()
    }
  } catch (error) {
    if (!(error instanceof HandshakeFailed)) throw error
    const wayOut = `, or unset ${VARIABLE} to use a cluster of the workbook's own`
    throw new RedisUnavailable(`${shown} ${error.message}; ${error.remedy}${wayOut}.`)
  }
}

/** Nodes by the names that the cluster prefers, because a certificate may name hosts and not addresses. */
function membersIn(reply: string, seed: RedisAddress): Known[] {
  return parseNodes(reply)
    .filter((line) => !isLost(line))
    .toSorted((a, b) => Number(a.masterId !== '') - Number(b.masterId !== '') || a.port - b.port)
    .map(({ hostname, host, port }, i) => ({
      name: String(i + 1),
      address: { ...seed, host: hostname || host || seed.host, port, database: 0 },
      isRunning: true,
    }))
}

class ForeignCluster extends Members implements Cluster {
  readonly kind = 'url'
  readonly namespace = `wb:${randomBytes(4).toString('hex')}:`
  readonly url: string
  readonly version: string
  readonly label: string
  readonly #members: readonly Known[]
  #stopped: Promise<void> | undefined

  constructor(url: string, seed: RedisAddress, version: string, members: readonly Known[]) {
    super()
    this.url = this.urlOf(seed)
    this.version = version
    this.#members = members
    this.label = `the cluster of ${members.length} nodes at ${redactUrl(url)} (Redis ${version}), from ${VARIABLE} (names begin with ${this.namespace})`
  }

  get urls(): string[] {
    return this.#members.map(({ address }) => this.urlOf(address))
  }

  protected known(): Known[] {
    return [...this.#members]
  }

  /** Removes the keys of this run, if there are any. */
  stop(): Promise<void> {
    this.#stopped ??= this.#removeKeys()
    return this.#stopped
  }

  async #removeKeys(): Promise<void> {
    const masters = (await this.nodes()).filter(({ role }) => role === 'master')
    await Promise.all(
      masters.map(({ url, host, port }) => {
        const { address } = this.#members.find(
          ({ address }) => address.host === host && address.port === port,
        )!
        return removeNamespace(address, url, this.namespace)
      }),
    )
  }
}
