import type { Client } from '#shared/core/manifest.ts'
import type { Cluster, ClusterNode } from '#shared/redis/cluster/cluster.ts'
import { slotOf } from '#shared/redis/cluster/slot.ts'
import { Room } from '../faults/room.ts'
import type { NodeRow, Picture } from './picture.ts'

/** How often each room gets a message, and how often the nodes are asked, in milliseconds. */
const SEND_EVERY_MS = 1000
const LOOK_EVERY_MS = 200
/** How many events are kept. */
const KEPT = 200

/** A room of the view, which belonged to one master in the beginning. */
interface Shown {
  readonly name: string
  readonly channel: string
  readonly room: Room
}

/** Three rooms on a cluster, and what happens to their messages. */
export class View {
  readonly #cluster: Cluster
  readonly #title: string
  readonly #told: (event: string) => void
  readonly #events: string[] = []
  readonly #shown: Shown[] = []
  readonly #timers: NodeJS.Timeout[] = []
  #nodes: NodeRow[] = []
  #turn = 0
  #hurting = false
  #closed = false

  private constructor(cluster: Cluster, title: string, told: (event: string) => void) {
    this.#cluster = cluster
    this.#title = title
    this.#told = told
  }

  /**
   * Connects, subscribes, and begins to publish.
   *
   * @param told Takes each event.
   */
  static async open(cluster: Cluster, client: Client, told: (event: string) => void): Promise<View> {
    const view = new View(cluster, `Lesson 09 · live · ${client} · our solution`, told)
    const masters = (await cluster.nodes()).filter(({ role, slots }) => role === 'master' && slots.length > 0)
    for (const master of masters.slice(0, 3)) await view.#openRoom(client, master)
    await view.#look()
    const every = Math.round(SEND_EVERY_MS / view.#shown.length)
    view.#timers.push(
      setInterval(() => view.#send(), every),
      setInterval(() => void view.#look(), LOOK_EVERY_MS),
    )
    return view
  }

  get picture(): Picture {
    return {
      title: this.#title,
      label: this.#cluster.label,
      nodes: this.#nodes,
      rooms: this.#shown.map(({ name, channel, room }) => ({
        name,
        slot: slotOf(channel),
        owner: this.#ownerOf(channel)?.name ?? '?',
        published: room.published,
        received: room.received,
        missing: room.missing().length,
      })),
      events: this.#events,
      canHurt: this.#cluster.faults !== undefined,
    }
  }

  /** Causes the fault of a key, one at a time. */
  press(key: string): void {
    const faults = this.#cluster.faults
    const shown = this.#shown[this.#turn % this.#shown.length]
    if (!faults || !shown || this.#hurting) return
    const owner = async () => this.#cluster.ownerOf(shown.channel)
    const causes: Record<string, () => Promise<void>> = {
      k: async () => {
        const node = await faults.killMasterOf(shown.channel)
        this.#tell(`node ${node.name} is killed: ${shown.name} is on it`)
        const now = await faults.promoted(node)
        this.#tell(`node ${now.name} is the new master of ${shown.name}`)
      },
      f: async () => {
        const node = await owner()
        const now = await faults.failover(node)
        this.#tell(`node ${now.name} has taken over from ${node.name}: ${shown.name} is on it`)
      },
      m: async () => {
        const from = await owner()
        const masters = (await this.#cluster.nodes()).filter(
          ({ role, running }) => role === 'master' && running,
        )
        const to = masters.find(({ id }) => id !== from.id)
        if (!to) return
        await faults.moveSlot(slotOf(shown.channel), to)
        this.#tell(`slot ${slotOf(shown.channel)} of ${shown.name} has moved from ${from.name} to ${to.name}`)
      },
      r: async () => {
        await faults.restore()
        this.#tell('the cluster is as it was in the beginning')
      },
    }
    const cause = causes[key]
    if (!cause) return
    if (key !== 'r') this.#turn += 1
    this.#hurting = true
    void cause()
      .catch((error: Error) => this.#tell(error.message))
      .finally(() => {
        this.#hurting = false
      })
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const timer of this.#timers) clearInterval(timer)
    await Promise.all(this.#shown.map(({ room }) => room.close()))
  }

  async #openRoom(client: Client, master: ClusterNode): Promise<void> {
    const channel = this.#cluster.channelOn(master, 'room:')
    const name = channel.slice(this.#cluster.namespace.length)
    const kinds = new Set<string>()
    const room = await Room.open(
      client,
      channel,
      this.#cluster.urls,
      ({ kind }) => {
        if (!kinds.has(kind)) this.#tell(`${client} reports problems of the kind ${kind}`)
        kinds.add(kind)
        setTimeout(() => kinds.delete(kind), SEND_EVERY_MS).unref()
      },
      {
        counted: (number, count) => this.#tell(`${name} #${number}: SPUBLISH returned ${count}`),
        arrived: (number, ms) =>
          this.#tell(
            `${name} #${number}: received from ${this.#ownerName(channel)} after ${ms.toFixed(1)} ms`,
          ),
      },
    )
    this.#shown.push({ name, channel, room })
  }

  #next = 0
  #send(): void {
    const { room } = this.#shown[this.#next % this.#shown.length]!
    this.#next += 1
    void room.send()
  }

  #ownerOf(channel: string): NodeRow | undefined {
    const slot = slotOf(channel)
    return this.#nodes.find(({ slots }) => slots.some(([first, last]) => slot >= first && slot <= last))
  }

  #ownerName(channel: string): string {
    return this.#ownerOf(channel)?.name ?? '?'
  }

  async #look(): Promise<void> {
    try {
      const nodes = await this.#cluster.nodes()
      const counts = await Promise.all(this.#shown.map(({ channel }) => this.#cluster.subscribers(channel)))
      this.#nodes = nodes.map((node) => ({
        ...node,
        rooms: this.#shown.flatMap(({ name }, i) =>
          counts[i]!.some((count) => count.node.id === node.id && count.sharded > 0) ? [name] : [],
        ),
      }))
    } catch (error) {
      // Between two looks, a node can be killed.
      if (!this.#closed && this.#nodes.length === 0) throw error
    }
  }

  #tell(event: string): void {
    if (this.#closed) return
    const line = `${new Date().toTimeString().slice(0, 8)}  ${event}`
    this.#events.push(line)
    if (this.#events.length > KEPT) this.#events.shift()
    this.#told(line)
  }
}
