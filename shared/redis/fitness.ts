import type { Connection } from './connection.ts'
import { HandshakeFailed } from './handshake.ts'
import { RespError } from './resp.ts'
import { troubleOf } from './trouble.ts'
import { redact } from './url.ts'

/** How long a server may take to load its data, in milliseconds. */
const LOADED_WITHIN = 4000
/** Between two looks at a server that loads its data, in milliseconds. */
const LOOK_EVERY = 100

/**
 * Makes sure that the checks can run on a server that is not ours: by a few commands on names of our own, which
 * leave nothing behind. What only some checks need is not asked for.
 *
 * @param url As it was given: its password is taken out of what the server says.
 * @throws {@link HandshakeFailed}
 */
export async function makeSureItServes(
  connection: Connection,
  namespace: string,
  url: string,
  mode: string,
): Promise<void> {
  if (mode === 'cluster') {
    throw new HandshakeFailed(
      'is a node of a Redis Cluster, which has only some of the keys',
      'give the URL of a Redis that is not in a cluster',
    )
  }
  const name = `${namespace}probe`
  const until = Date.now() + LOADED_WITHIN
  for (const command of [
    // Without it ioredis never takes a connection for ready.
    ['INFO', 'server'],
    ['SET', name, '', 'PX', '1000'],
    ['DEL', name],
    ['PUBLISH', name, ''],
    ['SUBSCRIBE', name],
    ['UNSUBSCRIBE', name],
  ]) {
    let reply = await connection.send(...command)
    while (reply instanceof RespError && reply.message.startsWith('LOADING') && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
      reply = await connection.send(...command)
    }
    const readyWithout = command[0] === 'INFO' && reply instanceof RespError && /^NOPERM/.test(reply.message)
    if (reply instanceof RespError && !readyWithout) throw refused(command[0]!, reply, url)
  }
}

function refused(command: string, { message }: RespError, url: string): HandshakeFailed {
  const trouble = troubleOf(message)
  if (trouble) return new HandshakeFailed(trouble.problem, trouble.remedy)
  if (message.startsWith('NOPERM')) {
    return new HandshakeFailed(
      `does not allow its user ${command} on names that begin with wb:`,
      'give that user the rights ~wb:* and &wb:*, or the URL another user',
    )
  }
  return new HandshakeFailed(
    `refuses ${command} (${redact(message, url)})`,
    'use a server that has this command',
  )
}
