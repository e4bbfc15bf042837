import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'vitest'
import type { Command } from './command.ts'

/** A process that a command has started, or the command's own. */
export interface Process {
  readonly pid: number
  /** What it was started with. */
  readonly command: string
}

/** Ends the test, skipped with the reason, where the system does not tell what processes do. */
export function needsProc(context: TestContext): void {
  if (process.platform !== 'linux') context.skip('looks at processes in /proc, which only Linux has')
}

/**
 * The processes of a command that still run, whoever their parent is by now: the folder for temporary files is in
 * their environment, or they work in it.
 */
export function processesOf({ temporary }: Pick<Command, 'temporary'>): Process[] {
  return numbersIn('/proc').flatMap((pid) => {
    const of = (file: string) => readOr('', () => readFileSync(`/proc/${pid}/${file}`, 'utf8'))
    // A redis-server writes its title where its environment was, but it works in a folder of ours.
    const cwd = readOr('', () => readlinkSync(`/proc/${pid}/cwd`))
    if (!of('environ').includes(`=${temporary}\0`) && !cwd.startsWith(temporary)) return []
    // One that has ended and waits to be buried.
    if (/\) Z /.test(of('stat'))) return []
    return [{ pid, command: of('cmdline').replaceAll('\0', ' ').trim() }]
  })
}

/** A process and all that it has started, as long as it runs itself. */
export function treeOf(pid: number): number[] {
  const children = numbersIn(`/proc/${pid}/task`).flatMap((thread) =>
    readOr('', () => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'))
      .split(' ')
      .filter(Boolean)
      .map(Number),
  )
  return [pid, ...children.flatMap(treeOf)]
}

/** The addresses, with their ports, on which processes accept connections. */
export function listeningOf(pids: readonly number[]): string[] {
  const sockets = new Set(
    pids.flatMap((pid) =>
      numbersIn(`/proc/${pid}/fd`).map((fd) => readOr('', () => readlinkSync(`/proc/${pid}/fd/${fd}`))),
    ),
  )
  return ['tcp', 'tcp6'].flatMap((protocol) => {
    const [, ...rows] = readOr('', () => readFileSync(join('/proc/net', protocol), 'utf8'))
      .trim()
      .split('\n')
    return rows.flatMap((row) => {
      const [, local = '', , state, , , , , , inode] = row.trim().split(/\s+/)
      return state === '0A' && sockets.has(`socket:[${inode}]`) ? [readable(local)] : []
    })
  })
}

/** `0100007F:1A2B` is 127.0.0.1:6699; of IPv6 only what is ours to use is told apart. */
function readable(address: string): string {
  const [host = '', port = ''] = address.split(':')
  const number = Number.parseInt(port, 16)
  if (host.length === 8) return `${Buffer.from(host, 'hex').reverse().join('.')}:${number}`
  return `${host === '00000000000000000000000001000000' ? '[::1]' : `[${host}]`}:${number}`
}

function numbersIn(folder: string): number[] {
  return readOr([] as string[], () => readdirSync(folder))
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

/** Processes come and go while they are looked at, and some belong to others. */
function readOr<T>(otherwise: T, read: () => T): T {
  try {
    return read()
  } catch {
    return otherwise
  }
}
