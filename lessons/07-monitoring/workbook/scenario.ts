import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ProxiedConnection } from '#shared/checks/check-context.ts'
import type { ConnectOptions } from '#shared/lesson/connect-options.ts'
import { subscribers } from '#shared/redis/proxy.ts'
import type { Scenario, ScenarioContext } from '#shared/testbed/scenario-context.ts'
import type { Health, HttpHandler, PubSubSnapshot } from '../contract.ts'
import type { Subject } from './subject.ts'

/** When a canary is late, when it is missing, and the monitor's pause, in milliseconds. */
const LATE_MS = 200
const MISSING_MS = 250
const EVERY_MS = 50

export const scenario: Scenario<Subject> = async (context, subject) => {
  const namespace = `${context.channel('shop')}:`
  const orders = `${namespace}orders`
  const proxied = await quietWay(context, namespace)
  const program = await subject.connect(proxied.base)
  context.trackCalls({ close: () => program.close() })

  context.step(
    'A service subscribes to orders, and to a pattern that matches orders. What does Redis say?',
    '07.1',
  )
  const inspector = await subject.openInspector(proxied.base)
  context.trackCalls({ close: () => inspector.close() })
  const tell = async () => context.say(`snapshot: ${inWords(await inspector.snapshot(), namespace)}`)
  const heard = context.handler('the service')
  await program.subscribe(orders, heard)
  await program.psubscribe(`${namespace}order*`, heard)
  await tell()
  context.say(`PUBLISH to orders returns ${await program.publish(orders, 'a book')}: it counts the pattern`)
  await context.until('it arrives', () => heard.got.length >= 2)

  context.step('The monitor publishes a canary on the same connections, and it comes back.', '07.2')
  const monitor = await subject.startMonitor({
    ...proxied.base,
    pubsub: program,
    everyMs: EVERY_MS,
    degradedAfterMs: LATE_MS,
    downAfterMs: MISSING_MS,
    onChange: (health, before) => context.say(`onChange: from ${before} to ${health.status}`),
  })
  const { close } = context.trackCalls({ close: () => monitor.close() })
  await context.until('it is up', () => monitor.health().status === 'up')
  context.say(`health: ${said(monitor.health())}`)
  await tell()

  context.step(
    'From now on, no message reaches the service. No connection is closed, and no error is reported.',
    '07.2',
  )
  proxied.proxy.stall(subscribers)
  context.say(`PUBLISH to orders returns ${await program.publish(orders, 'a lamp')}, as before`)
  await tell()
  await context.until('it is down', () => monitor.health().status === 'down')
  context.say(`health: ${said(monitor.health())}`)

  context.step('A load balancer asks for the health: now, and after the messages arrive again.', '07.3')
  const ask = await webServer(context, subject.healthHandler(monitor))
  context.say(`GET /health: ${await ask()}`)
  proxied.proxy.resume()
  await context.until('it is up again', () => monitor.health().status === 'up')
  context.say(`GET /health: ${await ask()}`)

  context.step('The monitor is closed, so the status is down.', '07.2')
  await close()
  context.say(`GET /health: ${await ask()}`)
  await tell()
}

/** A connection with a namespace. Its traffic isn't shown, because there is a canary every few milliseconds. */
async function quietWay(context: ScenarioContext, namespace: string): Promise<ProxiedConnection> {
  const proxied = await context.connectThroughProxy()
  proxied.proxy.onEvent = undefined
  return { ...proxied, base: { ...proxied.base, namespace } satisfies ConnectOptions }
}

/** The channels without the namespace, and the canary's without its random name. */
function inWords({ channels, patterns }: PubSubSnapshot, namespace: string): string {
  const plain = (name: string) => name.slice(namespace.length).replace(/^canary:.*/, 'the canary')
  const told = [...channels].map(([name, count]) => `${plain(name)} ${count}`).sort()
  return `${told.join(', ') || 'no channel'}; patterns on this server: ${patterns}`
}

function said({ status, latencyMs }: Health): string {
  return latencyMs === null ? `${status}, the canary is missing` : `${status}, ${latencyMs.toFixed(1)} ms`
}

/** Starts a web server with this handler. Returns a function that sends a request. */
async function webServer(context: ScenarioContext, handler: HttpHandler): Promise<() => Promise<string>> {
  const server = createServer(handler)
  context.trackCalls({
    async close() {
      server.closeAllConnections()
      server.close()
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return async () => {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/health`)
    const { status, latencyMs } = (await answer.json()) as Health
    return `${answer.status} ${said({ status, latencyMs, checkedAt: '' })}`
  }
}
