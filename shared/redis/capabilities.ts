import type { Connection } from './connection.ts'
import { plain, RespError } from './resp.ts'
import type { Capability } from './server.ts'

/**
 * Finds out what a server that is not ours can show, by commands that only read. One that we may not run counts
 * as a no. It can never be restarted.
 *
 * @param connection Signed in, over RESP2.
 */
export async function capabilitiesOf(connection: Connection): Promise<Set<Capability>> {
  const [server, persistence, limits, user] = await Promise.all([
    ask(connection, 'INFO', 'server'),
    ask(connection, 'INFO', 'persistence'),
    ask(connection, 'CONFIG', 'GET', 'client-output-buffer-limit'),
    ask(connection, 'ACL', 'WHOAMI'),
  ])
  const can = new Set<Capability>()
  // The embedded server of another process.
  if (server.includes('os:mocked')) return can
  if (server.includes('redis_version')) can.add('introspection')
  if (persistence.includes('aof_enabled:1')) can.add('persistence')
  if (/pubsub [1-9]/.test(limits)) can.add('output-buffer-limit')
  if (user !== '') can.add('acl')
  return can
}

/** After how many seconds the server closes an idle connection; 0 when it never does, or doesn't say. */
export async function idleTimeoutOf(connection: Connection): Promise<number> {
  const [, seconds] = (await ask(connection, 'CONFIG', 'GET', 'timeout')).split(',')
  return Number(seconds) || 0
}

/** The reply as text; empty when the server refuses, or ends the connection over it. */
async function ask(connection: Connection, ...command: string[]): Promise<string> {
  const reply = await connection.send(...command).catch(() => null)
  return reply === null || reply instanceof RespError ? '' : String(plain(reply))
}
