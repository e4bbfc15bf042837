import { accessSync, constants, readFileSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

/** How to install a RabbitMQ. */
export const INSTALL_RABBITMQ = 'sudo apt-get install rabbitmq-server (macOS: brew install rabbitmq)'

/** Where packages put programs that only administrators have on their PATH. */
const ELSEWHERE = ['/usr/sbin', '/usr/lib/rabbitmq/bin', '/usr/local/sbin', '/opt/homebrew/sbin']

/** In Debian and Fedora, `rabbitmq-server` runs this one as the user of the system's RabbitMQ, with its logs. */
const WRAPPED = '/usr/lib/rabbitmq/bin/rabbitmq-server'

/** The programs of a RabbitMQ, by their absolute paths. */
export interface BrokerPrograms {
  readonly server: string
  /** The name server of Erlang, which we start ourselves: one that RabbitMQ starts outlives it. */
  readonly epmd: string
}

/**
 * Finds a `rabbitmq-server`, and Erlang's `epmd`.
 *
 * @param env Where PATH is read from.
 * @param elsewhere Where it's looked for after that.
 * @returns Undefined where there is none, and on Windows, where this workbook can't start it.
 */
export function findBroker(env: NodeJS.ProcessEnv, elsewhere = ELSEWHERE): BrokerPrograms | undefined {
  if (process.platform === 'win32') return undefined
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), ...elsewhere]
  const find = (name: string) => folders.map((folder) => join(folder, name)).find(isExecutable)
  const found = find('rabbitmq-server')
  const server = found && isWrapper(found) ? WRAPPED : found
  const erl = find('erl')
  const epmd = find('epmd') ?? (erl && join(dirname(realpathSync(erl)), 'epmd'))
  if (!server || !isExecutable(server) || !epmd || !isExecutable(epmd)) return undefined
  return { server, epmd }
}

function isWrapper(file: string): boolean {
  return file !== WRAPPED && readFileSync(file, 'utf8').includes('su rabbitmq')
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
