import type { ChildProcess } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { OrphanCleanup } from '../orphan-cleanup.ts'
import { freePort } from '../port.ts'
import type { Program } from '../programs.ts'
import type { StartOptions } from '../server.ts'
import { writeConfig } from '../server-process.ts'
import { end, isRunning, SpawnFailed, spawnRedis } from '../spawn-redis.ts'
import type { RedisAddress } from '../url.ts'

/** How long a port may stay taken when a node is started again, in milliseconds. */
const PORT_FREE_WITHIN = 5000

/** What the processes of one cluster have in common. */
export interface Site {
  readonly program: Program
  /** The cluster's folder, in which each node has a folder of its own. */
  readonly folder: string
  readonly guard: OrphanCleanup
  readonly config: NonNullable<StartOptions['config']>
  /** True since the cluster has been stopped: a repair that is still running must not start nodes again. */
  isOver: boolean
}

/** The process of one node. */
export class NodeProcess {
  readonly name: string
  /** Where it listens. */
  address: RedisAddress = { host: '127.0.0.1', port: 0, tls: false, database: 0 }
  version = ''
  readonly #site: Site
  readonly #folder: string
  #busPort = 0
  #child: ChildProcess | undefined

  constructor(name: string, site: Site) {
    this.name = name
    this.#site = site
    // On some systems, the names of files don't distinguish A from a.
    this.#folder = join(site.folder, name === name.toLowerCase() ? `replica-${name}` : `master-${name}`)
  }

  get isRunning(): boolean {
    return this.#child !== undefined && isRunning(this.#child)
  }

  get busPort(): number {
    return this.#busPort
  }

  /** Starts it on two free ports, with nothing of an earlier life. */
  async begin(): Promise<void> {
    mkdirSync(this.#folder, { mode: 0o700 })
    for (let attempt = 1; ; attempt++) {
      const [port, busPort] = await Promise.all([freePort(), freePort()])
      this.address = { ...this.address, port }
      this.#busPort = busPort
      await writeConfig(this.#folder, port, { ...this.#site.config, 'cluster-port': String(busPort) })
      try {
        return await this.#launch()
      } catch (error) {
        // Another process was faster: try the next ports.
        if (attempt < 5 && isPortTaken(error)) continue
        throw error
      }
    }
  }

  /** Starts it again on its ports. It still knows the cluster. */
  async restart(): Promise<void> {
    if (this.isRunning) return
    const until = Date.now() + PORT_FREE_WITHIN
    for (;;) {
      try {
        return await this.#launch()
      } catch (error) {
        if (!isPortTaken(error) || Date.now() > until) throw error
      }
    }
  }

  /** Kills it, even if it's frozen, and resolves when it's gone. */
  async kill(): Promise<void> {
    if (this.#child) await end(this.#child, 'SIGKILL')
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    if (this.isRunning) this.#child!.kill(signal)
  }

  #expectItGoesOn(): void {
    if (this.#site.isOver) throw new SpawnFailed('other', 'is of a cluster that has been stopped')
  }

  async #launch(): Promise<void> {
    const { guard, program } = this.#site
    this.#expectItGoesOn()
    const place = this.#folder.slice(this.#site.folder.length + 1)
    try {
      const { child, version } = await spawnRedis(program, this.#folder, (pid) => guard.watch(pid, place))
      this.#child = child
      this.version = version
      if (this.#site.isOver) await this.kill()
      this.#expectItGoesOn()
    } catch (error) {
      guard.watch(0, place)
      throw error
    }
    const child = this.#child
    child.once('exit', () => {
      // A process ID that is free again may soon be another program's.
      if (child !== this.#child) return
      rmSync(join(this.#folder, 'redis.pid'), { force: true })
      guard.watch(0, place)
    })
  }
}

function isPortTaken(error: unknown): boolean {
  return error instanceof SpawnFailed && error.why === 'port-taken'
}
