import { randomBytes } from 'node:crypto'
import { capabilitiesOf, idleTimeoutOf } from './capabilities.ts'
import { removeNamespace } from './clean-up.ts'
import { makeSureItServes } from './fitness.ts'
import { HandshakeFailed, signIn } from './handshake.ts'
import { RedisProxy } from './proxy.ts'
import { RedisUnavailable, type Server } from './server.ts'
import { placeOf, type ServerSelection } from './server-selection.ts'
import { startSidecar } from './sidecar.ts'
import { parseRedisUrl, redactUrl } from './url.ts'

/**
 * Makes sure that the server behind a URL can be used. Nothing is left on it, and no connection stays open.
 *
 * @param forChecks Whether it has to be fit for the checks; signing in is enough else.
 * @returns The server, with a namespace of our own. `stop()` removes the keys below that namespace, and so
 *   does a guard when this process dies before.
 * @throws {@link RedisUnavailable} within five seconds, in one sentence without the password.
 */
export async function connectTo(selection: ServerSelection, forChecks = true): Promise<Server> {
  const url = selection.value
  const address = parseRedisUrl(url)
  if ('wrong' in address) throw new RedisUnavailable(`${placeOf(selection)} ${address.wrong}.`)

  const shown = redactUrl(url)
  try {
    const namespace = `wb:${randomBytes(4).toString('hex')}:`
    const { connection, version, mode } = await signIn(address, url)
    const fit = forChecks ? makeSureItServes(connection, namespace, url, mode) : Promise.resolve()
    const [can, idleTimeout] = await fit
      .then(() => Promise.all([capabilitiesOf(connection), idleTimeoutOf(connection)]))
      .finally(() => connection.close())
    const chosen = selection.variable ? `from ${selection.variable}` : 'as asked for'
    const guard = startSidecar('namespace-guard.mjs')
    guard.tell(JSON.stringify({ url, namespace }))
    // node-redis looks up the brackets of an IPv6 address as a part of a host's name. Learners' code gets another proxy.
    const proxy = address.host.includes(':') ? await RedisProxy.open(url, '') : undefined
    let stopped: Promise<void> | undefined
    return {
      url: proxy?.url ?? url,
      kind: 'url',
      version,
      label: `Redis ${version} at ${shown}, ${chosen} (names begin with ${namespace})`,
      namespace,
      can,
      idleTimeout,
      stop: () => {
        stopped ??= removeNamespace(address, url, namespace)
          .then((all) => {
            if (!all)
              console.error(
                `Redis has not removed all keys of this run: some that begin with ${namespace} may be left.`,
              )
          })
          .then(guard.stop)
          .then(() => proxy?.close())
        return stopped
      },
    }
  } catch (error) {
    if (!(error instanceof HandshakeFailed)) throw error
    throw new RedisUnavailable(`${shown} ${error.message}; ${error.remedy}${wayOut(selection)}.`)
  }
}

function wayOut(selection: ServerSelection): string {
  return selection.variable ? `, or unset ${selection.variable} to use a Redis of the workbook's own` : ''
}
