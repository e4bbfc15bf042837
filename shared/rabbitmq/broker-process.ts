import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type OrphanCleanup, startOrphanCleanup } from '#shared/redis/orphan-cleanup.ts'
import { freePort } from '#shared/redis/port.ts'
import { serialize } from '#shared/redis/serialize.ts'
import { end, isRunning } from '#shared/redis/spawn-redis.ts'
import { type Broker, BrokerUnavailable, newName } from './broker.ts'
import { versionAt } from './connecting.ts'
import type { BrokerPrograms } from './programs.ts'

/** How long RabbitMQ may take until it accepts connections, in milliseconds: five seconds on an idle machine. */
const READY_WITHIN = 120_000
const LOOK_EVERY = 50

const NODE = 'workbook@localhost'
const DATA = 'data'
/** Where the names of quorum queues are. */
const NAMES = join(DATA, NODE, 'quorum', NODE, 'names.dets')

/**
 * Waits for our word, so that nothing runs that the guard doesn't know of. `epmd` stays in this process's group, and
 * the shell becomes RabbitMQ.
 */
const SCRIPT = 'read -r _ || exit; "$1" & exec "$0"'

interface Ports {
  readonly amqp: number
  readonly distribution: number
  readonly epmd: number
}

/**
 * Starts a `rabbitmq-server` on free ports of 127.0.0.1, in a temporary folder, without plugins. It doesn't keep this
 * process alive, and it ends with this process, however that dies.
 *
 * @throws {@link BrokerUnavailable} when it doesn't accept connections within two minutes.
 */
export async function startBrokerProcess(programs: BrokerPrograms): Promise<Broker> {
  const folder = join(tmpdir(), `workbook-rabbitmq-${randomBytes(6).toString('hex')}`)
  // Before there is a folder: we may be killed at any moment.
  const guard = startOrphanCleanup(folder)
  const giveUp = async () => {
    await removeFolder(folder)
    await guard.dismiss()
  }
  try {
    await guard.started
    mkdirSync(folder, { mode: 0o700 })
    const password = randomBytes(12).toString('hex')
    const lines = ['default_user = workbook', `default_pass = ${password}`]
    // A file, because everybody who lists the processes can read arguments.
    await writeFile(join(folder, 'rabbitmq.conf'), `${lines.join('\n')}\n`, { mode: 0o600 })
    const ports = { amqp: await freePort(), distribution: await freePort(), epmd: await freePort() }
    const url = `amqp://workbook:${password}@127.0.0.1:${ports.amqp}`
    const again = () => launch({ programs, folder, ports, url, guard })
    return ownBroker({ folder, url, guard, again, giveUp, launched: await again() })
  } catch (error) {
    await giveUp()
    if (error instanceof BrokerUnavailable) throw error
    const { code, message } = error as NodeJS.ErrnoException
    throw new BrokerUnavailable(`${programs.server} can't be started (${code ?? message}).`)
  }
}

interface SpawnedRedis {
  readonly child: ChildProcess
  readonly version: string
}

interface Parts {
  readonly folder: string
  readonly url: string
  readonly guard: OrphanCleanup
  readonly launched: SpawnedRedis
  readonly again: () => Promise<SpawnedRedis>
  readonly giveUp: () => Promise<void>
}

function ownBroker({ folder, url, guard, launched, again, giveUp }: Parts): Broker {
  let { child } = launched
  let stopped = false
  const queue = serialize()
  const kill = async () => {
    await endGroup(child)
    guard.watch(0)
  }
  return {
    url,
    label: `RabbitMQ ${launched.version}, started for this run on ${new URL(url).host}`,
    claim: newName,
    own: {
      isOnDisk: async (queueName) =>
        new RegExp(`${queueName}(?!:)`).test(await readFile(join(folder, NAMES), 'latin1').catch(() => '')),
      restart: () =>
        queue(async () => {
          if (stopped)
            throw new BrokerUnavailable("This RabbitMQ has been stopped, so it can't be restarted.")
          await kill()
          child = (await again()).child
        }),
    },
    stop: () =>
      queue(async () => {
        if (stopped) return
        stopped = true
        await kill()
        await giveUp()
      }),
  }
}

interface LaunchOptions {
  readonly programs: BrokerPrograms
  readonly folder: string
  readonly ports: Ports
  readonly url: string
  readonly guard: OrphanCleanup
}

async function launch({ programs, folder, ports, url, guard }: LaunchOptions): Promise<SpawnedRedis> {
  const output = join(folder, 'output')
  const file = openSync(output, 'w')
  const child = spawn('/bin/sh', ['-c', SCRIPT, programs.server, programs.epmd], {
    cwd: folder,
    stdio: ['pipe', file, file],
    // A group of its own: Ctrl-C in the terminal is for us, and epmd ends with the group.
    detached: true,
    env: environment(folder, ports),
  })
  closeSync(file)
  child.on('error', () => {})
  child.stdin!.on('error', () => {})
  guard.watch(child.pid ?? 0)
  child.stdin!.end('go\n')
  ;(child.stdin as unknown as Socket).unref()
  child.unref()
  try {
    return { child, version: await ready(child, url, output) }
  } catch (error) {
    await endGroup(child)
    guard.watch(0)
    throw error
  }
}

/** Nothing of the environment but the PATH: other variables for RabbitMQ and Erlang are meant for another one. */
function environment(folder: string, ports: Ports): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    TMPDIR: tmpdir(),
    LC_ALL: 'C.UTF-8',
    // The cookie is written there.
    HOME: folder,
    RABBITMQ_CONF_ENV_FILE: join(folder, 'rabbitmq-env.conf'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'advanced.config'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_MNESIA_BASE: join(folder, DATA),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_LOGS: '-',
    RABBITMQ_NODENAME: NODE,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(ports.amqp),
    RABBITMQ_DIST_PORT: String(ports.distribution),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_EPMD_PORT: String(ports.epmd),
    ERL_CRASH_DUMP: '/dev/null',
    // Its script then becomes Erlang, and doesn't stay beside it.
    RUNNING_UNDER_SYSTEMD: 'true',
  }
}

/** Resolves with the version as soon as RabbitMQ accepts connections. */
async function ready(child: ChildProcess, url: string, output: string): Promise<string> {
  const until = Date.now() + READY_WITHIN
  for (;;) {
    try {
      return await versionAt(url)
    } catch {
      if (!isRunning(child)) throw new BrokerUnavailable(`RabbitMQ ended at once${await lastWords(output)}.`)
      if (Date.now() > until) {
        throw new BrokerUnavailable(`RabbitMQ was not ready after ${READY_WITHIN / 1000} seconds.`)
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
    }
  }
}

async function lastWords(output: string): Promise<string> {
  const lines = (await readFile(output, 'utf8')).split('\n').map((line) => line.trim())
  const last = lines.filter((line) => line !== '').at(-1)
  return last ? ` (${last})` : ''
}

/** Kills RabbitMQ and epmd, and waits until RabbitMQ is gone. */
async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid) {
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // They were gone already.
    }
  }
  await end(child, 'SIGKILL')
}

async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
