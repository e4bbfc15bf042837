import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startOrphanCleanup } from '../orphan-cleanup.ts'
import type { Program } from '../programs.ts'
import { SpawnFailed } from '../spawn-redis.ts'
import type { ClusterFaults, ClusterNode, ClusterOptions, OwnCluster, SlotRange } from './cluster.ts'
import { form, rangeOf } from './form.ts'
import { type Known, Members } from './members.ts'
import { NodeProcess, type Site } from './node-process.ts'
import { poll } from './talk.ts'
import { hasSlot } from './topology.ts'

/** How long the cluster may take to recover, in milliseconds: an election takes several seconds. */
const RECOVERED_WITHIN = 20_000
/** How long the repair of one part may take before a new cluster replaces it, in milliseconds. */
const REPAIRED_WITHIN = 5000
/** Added to the time in which masters don't vote again: they look at their clock ten times a second. */
const VOTE_MARGIN_MS = 200
/** A graceful failover that hasn't begun after so many milliseconds is asked for again. */
const FAILOVER_AGAIN_MS = 5000

/**
 * Starts a cluster on free ports of 127.0.0.1, each node in a folder of its own. Nothing is stored. It doesn't keep
 * this process alive, and it ends with this process, however that dies.
 *
 * @throws {@link SpawnFailed} if the program doesn't become a server.
 */
export async function startNodes(program: Program, options: ClusterOptions = {}): Promise<OwnCluster> {
  const cluster = new OurCluster(program, options)
  await cluster.begin()
  return cluster
}

class OurCluster extends Members implements OwnCluster, ClusterFaults {
  readonly kind = 'own'
  readonly namespace = ''
  readonly faults = this
  readonly #program: Program
  readonly #options: Required<Pick<ClusterOptions, 'masters' | 'replicas' | 'nodeTimeout' | 'config'>>
  #processes: NodeProcess[] = []
  /** When the others voted for a replica of a node, by the node's ID. */
  readonly #votes = new Map<string, number>()
  #hurt = false
  #isStopped = false
  #end = async () => {}

  constructor(
    program: Program,
    { masters = 3, replicas = 1, nodeTimeout = 2000, config = {} }: ClusterOptions,
  ) {
    super()
    this.#program = program
    this.#options = { masters, replicas, nodeTimeout, config }
  }

  get url(): string {
    return this.urls[0]!
  }

  get urls(): string[] {
    return this.#processes.map(({ address }) => this.urlOf(address))
  }

  get version(): string {
    return this.#processes[0]?.version ?? ''
  }

  get label(): string {
    const { masters, replicas } = this.#options
    const ports = this.#processes.map(({ address }) => address.port).join(', ')
    return `a cluster of ${masters} masters and ${masters * replicas} replicas (${this.#program.name} ${this.version} from your PATH), started for this run on 127.0.0.1, ports ${ports}`
  }

  /** Starts the nodes, and makes them a cluster. */
  async begin(): Promise<void> {
    if (this.#isStopped) throw new SpawnFailed('other', 'is of a cluster that has been stopped')
    const { masters, replicas, nodeTimeout, config } = this.#options
    const folder = join(tmpdir(), `workbook-redis-${randomBytes(6).toString('hex')}`)
    // Before there is a folder: we may be killed at any moment.
    const guard = startOrphanCleanup(folder)
    const site: Site = {
      program: this.#program,
      folder,
      guard,
      config: {
        'cluster-enabled': 'yes',
        'cluster-config-file': 'nodes.conf',
        'cluster-node-timeout': String(nodeTimeout),
        // A replica syncs at once, and not in five seconds.
        'repl-diskless-sync-delay': '0',
        // A master tells the others at once that it has a replica.
        'repl-ping-replica-period': '1',
        ...config,
      },
      isOver: false,
    }
    const processes = namesOf(masters, replicas).map((name) => new NodeProcess(name, site))
    this.#processes = processes
    this.#end = async () => {
      site.isOver = true
      await Promise.all(processes.map((node) => node.kill()))
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
      await guard.dismiss()
    }
    try {
      await guard.started.catch((error: NodeJS.ErrnoException) => {
        const reason = `can't be started, because the process that would end it can't (${error.code ?? error.message})`
        throw new SpawnFailed('other', reason)
      })
      // Not by the thread pool, which may do it after the clean-up.
      mkdirSync(folder, { mode: 0o700 })
      await Promise.all(processes.map((node) => node.begin()))
      await form(processes.slice(0, masters), processes.slice(masters))
    } catch (error) {
      await this.#end()
      throw error
    }
    this.#hurt = false
  }

  protected known(): Known[] {
    return this.#processes.map(({ name, address, isRunning }) => ({ name, address, isRunning }))
  }

  async kill(node: ClusterNode): Promise<void> {
    this.#hurt = true
    await this.#untilVotesAreFree(node)
    await this.#process(node).kill()
  }

  async killMasterOf(channel: string): Promise<ClusterNode> {
    const master = await this.ownerOf(channel)
    await this.kill(master)
    return master
  }

  async restart(node: ClusterNode): Promise<void> {
    await this.#process(node).restart()
  }

  async freeze(node: ClusterNode): Promise<void> {
    this.#hurt = true
    await this.#untilVotesAreFree(node)
    this.#process(node).signal('SIGSTOP')
  }

  thaw(node: ClusterNode): void {
    this.#process(node).signal('SIGCONT')
  }

  async failover(master: ClusterNode): Promise<ClusterNode> {
    this.#hurt = true
    const replica = await this.replicaOf(master)
    await this.#untilVotesAreFree(master)
    let asked = Number.NEGATIVE_INFINITY
    await poll(`node ${replica.name} to take over`, RECOVERED_WITHIN, async () => {
      if (performance.now() - asked > FAILOVER_AGAIN_MS) {
        await this.send(replica, 'CLUSTER', 'FAILOVER')
        asked = performance.now()
      }
      return this.#everyoneSees(replica.id, master)
    })
    this.#voted(master)
    return this.#now(replica)
  }

  async promoted(instead: ClusterNode, within = RECOVERED_WITHIN): Promise<ClusterNode> {
    const slot = instead.slots[0]?.[0]
    if (slot === undefined) throw new TypeError(`Node ${instead.name} had no slots.`)
    const promoted = await poll(`another owner of the slots of node ${instead.name}`, within, async () => {
      const owner = await this.ownerOfSlot(slot)
      return owner.id !== instead.id && (await this.#everyoneSees(owner.id, instead)) && owner
    })
    this.#voted(instead)
    return promoted
  }

  async moveSlot(slot: number, to: ClusterNode): Promise<void> {
    this.#hurt = true
    const from = await this.ownerOfSlot(slot)
    if (from.id === to.id) return
    const setSlot = (node: ClusterNode, ...words: string[]) =>
      this.send(node, 'CLUSTER', 'SETSLOT', String(slot), ...words)
    await setSlot(to, 'IMPORTING', from.id)
    await setSlot(from, 'MIGRATING', to.id)
    await setSlot(to, 'NODE', to.id)
    await setSlot(from, 'NODE', to.id)
    const others = (await this.nodes()).filter(
      ({ id, role, running }) => running && role === 'master' && id !== to.id && id !== from.id,
    )
    await Promise.all(others.map((node) => setSlot(node, 'NODE', to.id)))
    await poll(`all nodes to know the new owner of slot ${slot}`, RECOVERED_WITHIN, async () => {
      const views = await this.views()
      return views.every(({ lines }) => lines.some(({ id, slots }) => id === to.id && hasSlot(slots, slot)))
    })
  }

  damaged(): void {
    this.#hurt = true
  }

  async restore(): Promise<void> {
    if (!this.#hurt) return
    try {
      await this.#repair()
      this.#hurt = false
    } catch {
      // A learner's code or a check has left it in a state that nothing but a new cluster repairs.
      await this.#end()
      await this.begin()
    }
  }

  /** Takes a tenth of the time of a new cluster. */
  async #repair(): Promise<void> {
    for (const node of this.#processes) node.signal('SIGCONT')
    await Promise.all(this.#processes.map((node) => node.restart()))
    await this.healthy(REPAIRED_WITHIN)
    const { masters } = this.#options
    for (const node of (await this.nodes()).slice(0, masters)) {
      if (node.role === 'master') continue
      // Without an election: the other masters may have voted a moment ago, and wait before they vote again.
      await this.send(node, 'CLUSTER', 'FAILOVER', 'TAKEOVER')
    }
    await poll('the first masters', REPAIRED_WITHIN, async () => {
      const nodes = await this.nodes()
      return nodes.every(({ role, slots }, i) =>
        i < masters ? role === 'master' && slots.length > 0 : role === 'replica',
      )
    })
    // A node that was a candidate waits four times the node timeout before it is one again, unless it's restarted.
    await Promise.all(
      this.#processes.slice(masters).map(async (node) => {
        await node.kill()
        await node.restart()
      }),
    )
    await this.healthy(REPAIRED_WITHIN)
    for (const [i, node] of (await this.nodes()).slice(0, masters).entries()) {
      for (const slot of slotsMissing(node.slots, rangeOf(i, masters))) await this.moveSlot(slot, node)
    }
    if (!(await this.#isAsNew())) throw new Error('The cluster differs from how it began.')
    await this.healthy(REPAIRED_WITHIN)
  }

  async stop(): Promise<void> {
    // A repair that is still running would start another one.
    this.#isStopped = true
    await this.#end()
  }

  /**
   * Masters vote for the replicas of one master only once in twice the node timeout, and a failover that gets no votes
   * is tried again only much later.
   */
  async #untilVotesAreFree({ id }: ClusterNode): Promise<void> {
    const since = this.#votes.get(id)
    const free = (since ?? Number.NEGATIVE_INFINITY) + 2 * this.#options.nodeTimeout + VOTE_MARGIN_MS
    await poll('the masters to vote again', RECOVERED_WITHIN, async () => performance.now() > free)
  }

  #voted({ id }: ClusterNode): void {
    this.#votes.set(id, performance.now())
  }

  async #isAsNew(): Promise<boolean> {
    const { masters } = this.#options
    const nodes = await this.nodes()
    return nodes.every(({ running, role, slots }, i) => {
      if (!running) return false
      if (i >= masters) return role === 'replica'
      return role === 'master' && String(slots) === String(rangeOf(i, masters))
    })
  }

  /** Whether all running nodes have replaced one owner of slots by another. */
  async #everyoneSees(owner: string, insteadOf: ClusterNode): Promise<boolean> {
    const slot = insteadOf.slots[0]?.[0]
    const views = await this.views()
    return views.every(({ lines }) => {
      const line = lines.find(({ id }) => id === owner)
      return line?.masterId === '' && (slot === undefined || hasSlot(line.slots, slot))
    })
  }

  async #now({ id }: ClusterNode): Promise<ClusterNode> {
    return (await this.nodes()).find((node) => node.id === id)!
  }

  #process(node: ClusterNode): NodeProcess {
    const found = this.#processes.find(
      ({ name, address }) => name === node.name && address.port === node.port,
    )
    if (!found)
      throw new TypeError(`Node ${node.name} on port ${node.port} doesn't belong to this cluster any more.`)
    return found
  }
}

/** `A`, `B`, `C`, …, then `a`, `b`, `c`; with more replicas of each master, `a2`, `b2`, …. */
function namesOf(masters: number, replicas: number): string[] {
  const letters = Array.from({ length: masters }, (_, i) => String.fromCharCode(65 + i))
  const of = (round: number) =>
    letters.map((letter) => `${letter.toLowerCase()}${round > 0 ? round + 1 : ''}`)
  return [...letters, ...Array.from({ length: replicas }, (_, round) => of(round)).flat()]
}

/** The slots of a range that aren't among those. */
function slotsMissing(slots: readonly SlotRange[], [first, last]: SlotRange): number[] {
  const missing: number[] = []
  for (let slot = first; slot <= last; slot++) if (!hasSlot(slots, slot)) missing.push(slot)
  return missing
}
