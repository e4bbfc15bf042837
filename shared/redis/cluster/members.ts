import type { RedisAddress } from '../url.ts'
import type { ClusterNode, NodeCounts } from './cluster.ts'
import { slotOf } from './slot.ts'
import { poll, talk } from './talk.ts'
import { agreed, hasSlot, isLost, type NodeLine, type NodeView, ownersIn, viewOf } from './topology.ts'

/** A node whose address is known. */
export interface Known {
  readonly name: string
  readonly address: RedisAddress
  /** False if we know that its process isn't running. */
  readonly isRunning: boolean
}

/** How long a cluster may take to be healthy again, in milliseconds. */
const HEALTHY_WITHIN = 20_000
/** How long a node may take to say what it knows, in milliseconds. A frozen node never does. */
const VIEW_WITHIN = 1000

/** What can be asked of any cluster whose nodes are known. */
export abstract class Members {
  abstract readonly namespace: string

  /** The nodes in the order of their names. */
  protected abstract known(): Known[]

  /** A URL that may be used, for connecting to an address. */
  protected urlOf({ host, port, tls, username, password }: RedisAddress): string {
    const user = username === undefined ? '' : encodeURIComponent(username)
    const secret = password === undefined ? '' : `:${encodeURIComponent(password)}`
    return `${tls ? 'rediss' : 'redis'}://${user}${secret}${user || secret ? '@' : ''}${host.includes(':') ? `[${host}]` : host}:${port}`
  }

  /** What each node says that replies. */
  protected async views(): Promise<NodeView[]> {
    const looks = await Promise.allSettled(
      this.known()
        .filter(({ isRunning }) => isRunning)
        .map(({ address }) => talk(address, viewOf, VIEW_WITHIN)),
    )
    return looks.flatMap((look) => (look.status === 'fulfilled' ? [look.value] : []))
  }

  async nodes(): Promise<ClusterNode[]> {
    const lines = agreed(await this.views())
    if (lines.length === 0) throw new Error('No node of the cluster replies.')
    return this.known().flatMap((known) => {
      const line = lines.find(({ port, host, hostname }) => {
        const { address } = known
        // A node learns its own address from the others.
        return port === address.port && (host === '' || host === address.host || hostname === address.host)
      })
      return line ? [this.#node(known, line, lines)] : []
    })
  }

  #node({ name, address, isRunning }: Known, line: NodeLine, lines: readonly NodeLine[]): ClusterNode {
    // Two may claim a slot for a moment; the later epoch counts.
    const rivals = lines.filter(
      ({ epoch, id, masterId }) => masterId === '' && id !== line.id && epoch > line.epoch,
    )
    const owns = line.slots.filter(([first]) => !rivals.some(({ slots }) => hasSlot(slots, first)))
    return {
      name,
      id: line.id,
      host: address.host,
      port: address.port,
      url: this.urlOf(address),
      role: line.masterId === '' ? 'master' : 'replica',
      ...(line.masterId !== '' && { masterId: line.masterId }),
      slots: line.masterId === '' ? owns : [],
      running: isRunning && !isLost(line),
    }
  }

  ownerOf(channel: string): Promise<ClusterNode> {
    return this.ownerOfSlot(slotOf(channel))
  }

  protected async ownerOfSlot(slot: number): Promise<ClusterNode> {
    const owner = (await this.nodes()).find(({ slots }) => hasSlot(slots, slot))
    if (!owner) throw new Error(`No node owns slot ${slot}.`)
    return owner
  }

  async replicaOf(master: ClusterNode): Promise<ClusterNode> {
    const replicas = (await this.nodes()).filter(({ masterId }) => masterId === master.id)
    const replica = replicas.find(({ running }) => running) ?? replicas[0]
    if (!replica) throw new Error(`Node ${master.name} has no replica.`)
    return replica
  }

  channelOn(master: ClusterNode, prefix: string): string {
    for (let number = 1; ; number++) {
      const name = `${this.namespace}${prefix}${number}`
      if (hasSlot(master.slots, slotOf(name))) return name
      if (number > 1_000_000)
        throw new Error(`No name that begins with ${prefix} belongs to node ${master.name}.`)
    }
  }

  async subscribers(channel: string): Promise<NodeCounts[]> {
    const running = (await this.nodes()).filter(({ running }) => running)
    return Promise.all(
      running.map((node) =>
        talk(this.#address(node), async (ask) => {
          const [plain, sharded] = await Promise.all([
            ask('PUBSUB', 'NUMSUB', channel),
            ask('PUBSUB', 'SHARDNUMSUB', channel),
          ])
          return { node, plain: countIn(plain), sharded: countIn(sharded) }
        }),
      ),
    )
  }

  async send(node: ClusterNode, ...command: string[]): Promise<unknown> {
    return talk(this.#address(node), (ask) => ask(...command))
  }

  async healthy(within = HEALTHY_WITHIN): Promise<void> {
    await poll('the cluster to be healthy', within, async () => {
      const running = this.known().filter(({ isRunning }) => isRunning)
      const views = await this.views()
      if (views.length < running.length) return false
      const selves = new Set(views.map(({ self }) => self.id))
      const owners = new Set(views.flatMap(({ self }) => (self.slots.length > 0 ? [self.id] : [])))
      const serving = views.flatMap(({ self }) => (owners.has(self.masterId || self.id) ? [self.id] : []))
      return views.every(
        (view) =>
          view.ok &&
          view.inSync &&
          ownersIn(view) === ownersIn(views[0]!) &&
          serving.every((id) => view.listed.has(id)) &&
          // Those that reply are seen by all the others.
          view.lines.every((line) => !selves.has(line.id) || !isLost(line)),
      )
    })
  }

  #address(node: ClusterNode): RedisAddress {
    const found = this.known().find(({ address }) => address.port === node.port && address.host === node.host)
    if (!found)
      throw new TypeError(`Node ${node.name} on port ${node.port} doesn't belong to this cluster any more.`)
    return found.address
  }
}

/** The count in the reply of NUMSUB and SHARDNUMSUB for one channel. */
function countIn(reply: unknown): number {
  return Array.isArray(reply) ? Number(reply[1]) : 0
}
