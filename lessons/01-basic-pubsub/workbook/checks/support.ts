import net from 'node:net'
import type { CheckContext, ProxiedConnection } from '#shared/checks/check-context.ts'
import type { Recorder } from '#shared/checks/recorder.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import type { Problem } from '#shared/lesson/connect-options.ts'
import { REPLY_MS, RETRY_MS } from '#shared/testbed/limits.ts'
import type { BasicPubSub, Contract } from '../../contract.ts'

/** Strings that code could change on the way: empty, beyond ASCII, with line ends, JSON, a zero byte. */
export const TEXTS = ['hello', '', 'zwölf Öfen, 好', 'two\nlines\r\n', '{"not":"decoded"}', '\u0000']

export const NO_RIGHT = 'NOPERM this user has no permissions to access one of the channels used as arguments'

export async function connect(
  context: CheckContext,
  subject: Contract,
  proxied?: ProxiedConnection,
  name = 'pubsub',
): Promise<ProxiedConnection & { pubsub: BasicPubSub }> {
  const { base, proxy, problems } = proxied ?? (await context.connectThroughProxy())
  const pubsub = context.trackCalls(name, await subject.connect(base))
  return { pubsub, base, proxy, problems }
}

/** Closes, within the contract's limit. */
export async function closes(context: CheckContext, pubsub: BasicPubSub): Promise<void> {
  const closing = pubsub.close()
  const cause = 'You wait for a reply that never comes. Limit the wait, then close the connection either way.'
  await context.until('close() resolves', trackSettled(closing), { withinMs: REPLY_MS, cause })
  await closing
}

/**
 * Brings Redis back, and fails if something that was closed comes back. The witness, which isn't closed, comes back
 * twice in the meantime.
 *
 * @param connections How many connections the witness has.
 */
export async function staysClosed(
  context: CheckContext,
  closed: ProxiedConnection,
  witness: ProxiedConnection,
  connections: number,
): Promise<void> {
  // An attempt that began before close() mustn't succeed because Redis comes back just now.
  await refused(closed.base.url)
  context.log('the check brings Redis back')
  for (const { proxy } of [closed, witness]) proxy.accept()
  const back = () =>
    context.until('the other instance reconnects', () => witness.proxy.links.size >= connections, {
      withinMs: RETRY_MS,
    })
  await back()
  // And once more, after a refusal: whatever waits only a little longer than the witness has come by then.
  const reported = lost(witness).length
  witness.proxy.refuse()
  witness.proxy.cut()
  // A cut in the middle of signing in counts as a failed attempt, so the next one may come as late as any.
  await context.until('the other instance is refused', () => lost(witness).length > reported + connections, {
    withinMs: RETRY_MS,
  })
  witness.proxy.accept()
  await back()
  context.equal('connections after close()', closed.proxy.links.size, 0, {
    cause: 'You leave a client open that is about to reconnect.',
  })
}

/** The problems with kind `connection`. */
export function lost({ problems }: Pick<ProxiedConnection, 'problems'>): readonly Problem[] {
  return problems.filter((problem) => problem.kind === 'connection')
}

/**
 * Connects to a proxy that refuses, and resolves after it was refused. Connections are served in order, so every
 * attempt that began earlier has been refused by then.
 */
export async function refused(url: string): Promise<void> {
  const { hostname, port } = new URL(url)
  const socket = net.connect(Number(port), hostname)
  socket.on('error', () => {})
  await new Promise((resolve) => socket.once('close', resolve))
}

export function channelsOf<T>(handler: Recorder<T>): string[] {
  return [...new Set(handler.got.map((got) => got.channel))]
}
