import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type OrphanCleanup, startOrphanCleanup } from './orphan-cleanup.ts'
import { freePort } from './port.ts'
import type { Program } from './programs.ts'
import { serialize } from './serialize.ts'
import { type Capability, type OwnServer, RedisUnavailable, type StartOptions } from './server.ts'
import { end, isRunning, type SpawnedRedis, SpawnFailed, spawnRedis } from './spawn-redis.ts'

type Config = NonNullable<StartOptions['config']>

const CAN: ReadonlySet<Capability> = new Set([
  'acl',
  'persistence',
  'output-buffer-limit',
  'introspection',
  'restart',
])

/**
 * Starts a server program on a free port of 127.0.0.1, in a temporary folder. Nothing is stored unless `config`
 * says so. It does not keep this process alive, and it ends with this process, however that dies.
 *
 * @param program Which program.
 * @param config Lines of redis.conf. Port, address, folder and log stay ours.
 * @throws {@link SpawnFailed} when the program does not become a server.
 */
export async function startProcess(program: Program, config: Config = {}): Promise<OwnServer> {
  const folder = join(tmpdir(), `workbook-redis-${randomBytes(6).toString('hex')}`)
  // Before there is a folder: we may be killed at any moment.
  const guard = startOrphanCleanup(folder)
  try {
    await guard.started.catch((error: NodeJS.ErrnoException) => {
      const reason = `can't be started, because the process that would end it can't (${error.code ?? error.message})`
      throw new SpawnFailed('other', reason)
    })
    // Not by the thread pool, which may do it after all that is to clean up has run.
    mkdirSync(folder, { mode: 0o700 })
    const { port, launched } = await launchOnFreePort(program, folder, config, guard)
    return ownServer({ program, folder, config, guard, port, launched })
  } catch (error) {
    await removeFolder(folder)
    await guard.dismiss()
    throw error
  }
}

async function launchOnFreePort(program: Program, folder: string, config: Config, guard: OrphanCleanup) {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    await writeConfig(folder, port, config)
    try {
      return { port, launched: await spawnRedis(program, folder, guard.watch) }
    } catch (error) {
      guard.watch(0)
      // Somebody was faster: try the next port.
      if (attempt < 5 && error instanceof SpawnFailed && error.why === 'port-taken') continue
      throw error
    }
  }
}

interface Parts {
  readonly program: Program
  readonly folder: string
  readonly config: Config
  readonly guard: OrphanCleanup
  readonly port: number
  readonly launched: SpawnedRedis
}

function ownServer({ program, folder, config, guard, port, launched }: Parts): OwnServer {
  let child = launched.child
  let stopped = false
  const queue = serialize()
  forgetWhenGone()

  function forgetWhenGone(): void {
    const current = child
    current.once('exit', () => {
      // A process ID that is free again may soon belong to another process.
      if (current !== child) return
      rmSync(join(folder, 'redis.pid'), { force: true })
      guard.watch(0)
    })
  }

  async function startAgain(): Promise<void> {
    const until = Date.now() + 5000
    for (;;) {
      try {
        child = (await spawnRedis(program, folder, guard.watch)).child
        forgetWhenGone()
        return
      } catch (error) {
        guard.watch(0)
        const portTaken = error instanceof SpawnFailed && error.why === 'port-taken'
        if (portTaken && Date.now() < until) continue
        throw new RedisUnavailable(`${program.name} ${(error as Error).message} when it was started again.`)
      }
    }
  }

  return {
    url: urlOf(port, config),
    kind: 'server',
    version: launched.version,
    label: `${program.name} ${launched.version} from your PATH, started for this run on 127.0.0.1:${port} (${storage(config)})`,
    namespace: '',
    can: CAN,
    restart: () =>
      queue(async () => {
        if (stopped) throw new RedisUnavailable('This Redis has been stopped, so it cannot be started again.')
        await end(child, 'SIGTERM')
        await startAgain()
      }),
    crash: () => queue(() => end(child, 'SIGKILL')),
    stop: () =>
      queue(async () => {
        if (stopped) return
        stopped = true
        if (isRunning(child)) await end(child, 'SIGKILL')
        await removeFolder(folder)
        await guard.dismiss()
      }),
  }
}

/** A file, not arguments: what is in it (a password) is not for everybody who can list processes. */
export async function writeConfig(folder: string, port: number, config: Config): Promise<void> {
  const lines = [
    'save ""',
    'appendonly no',
    ...Object.entries(config).flatMap(([name, value]) => [value].flat().map((one) => lineOf(name, one))),
    // Last, so that they win.
    `port ${port}`,
    'bind 127.0.0.1',
    'dir ./',
    // For the guard, where we die before we could tell it.
    'pidfile ./redis.pid',
    'daemonize no',
    'logfile ""',
    // We read from its log that it is ready.
    'loglevel notice',
  ]
  await writeFile(join(folder, 'redis.conf'), `${lines.join('\n')}\n`, { mode: 0o600 })
}

/** A password is given as it is; all else as redis.conf has it. */
function lineOf(name: string, value: string): string {
  const asItIs = name === 'requirepass' || value === ''
  return `${name} ${asItIs ? JSON.stringify(value) : value}`
}

function urlOf(port: number, config: Config): string {
  const password = config.requirepass
  return `redis://${password ? `:${encodeURIComponent(String(password))}@` : ''}127.0.0.1:${port}`
}

function storage(config: Config): string {
  const stores = config.appendonly === 'yes' || (config.save ?? '') !== ''
  return stores ? 'its data is deleted when the run ends' : 'nothing is stored'
}

async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
