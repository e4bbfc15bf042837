import { startSidecar } from '#shared/redis/sidecar.ts'
import { redact, redactUrl } from '#shared/redis/url.ts'
import { type Broker, BrokerUnavailable, newName } from './broker.ts'
import { startBrokerProcess } from './broker-process.ts'
import { removeNames } from './clean-up.mjs'
import { versionAt } from './connecting.ts'
import { findBroker, INSTALL_RABBITMQ } from './programs.ts'

/** How to get a RabbitMQ: the rest of a sentence. */
export const GET_RABBITMQ = `install it with ${INSTALL_RABBITMQ}, or set AMQP_URL to the URL of one that runs`

/**
 * Finds or starts a RabbitMQ: the one that `AMQP_URL` names, or else a `rabbitmq-server` of the PATH, which ends with
 * this process, however that dies.
 *
 * @param env Default: `process.env`.
 * @throws {@link BrokerUnavailable} when it can't be had; within five seconds for a URL, within two minutes else.
 */
export async function startBroker(env: NodeJS.ProcessEnv = process.env): Promise<Broker> {
  if (env.AMQP_URL) return connectTo(env.AMQP_URL)
  const programs = findBroker(env)
  if (!programs) throw new BrokerUnavailable(`There is no RabbitMQ here; ${GET_RABBITMQ}.`)
  return startBrokerProcess(programs)
}

async function connectTo(url: string): Promise<Broker> {
  if (!/^amqps?:\/\//i.test(url)) {
    throw new BrokerUnavailable('AMQP_URL must begin with amqp:// or, for TLS, with amqps://.')
  }
  const shown = redactUrl(url)
  let version: string
  try {
    version = await versionAt(url)
  } catch (error) {
    throw new BrokerUnavailable(
      `${shown} can't be used (${reasonOf(error, url)}); correct AMQP_URL, or unset it to use a rabbitmq-server on your PATH.`,
    )
  }
  const guard = startSidecar(new URL('names-guard.mjs', import.meta.url).href)
  guard.tell(url)
  const names: string[] = []
  let stopped: Promise<void> | undefined
  return {
    url,
    label: `RabbitMQ ${version} at ${shown}, from AMQP_URL`,
    claim() {
      const name = newName()
      names.push(name)
      guard.tell(name)
      return name
    },
    stop() {
      stopped ??= (names.length > 0 ? removeNames(url, names) : Promise.resolve())
        .catch((error: unknown) => {
          const left = names.join(', ')
          console.error(
            `Exchanges and queues may be left on ${shown} (${reasonOf(error, url)}); they begin with: ${left}`,
          )
        })
        .then(guard.stop)
      return stopped
    },
  }
}

/** What went wrong, on one line and without the password. */
function reasonOf(error: unknown, url: string): string {
  const { code, message } = error as NodeJS.ErrnoException
  const text = (typeof code === 'string' && message === '' ? code : message) || 'no connection'
  return redact(text.replace(/\s+/g, ' ').trim(), url)
}
