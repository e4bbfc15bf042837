import { everyone } from '#shared/redis/proxy.ts'
import type { Drill } from './drill.ts'
import type { Outage } from './names.ts'
import { startReceiver } from './receiver-in-process.ts'
import { until } from './waiting.ts'

/** More than Redis's limit of 1 MB and the operating system's buffers can hold. */
const LARGE_BYTES = 24 * 1024 * 1024

/** The server, for outages that restart it. */
export interface Hurt {
  /** Kills it and starts it again. */
  restart(): Promise<void>
}

/** The course of an outage. It ends when the last message is sent. */
type Story = (drill: Drill, hurt: Hurt) => Promise<void>

export const STORIES: Readonly<Record<Outage, Story>> = {
  async down(drill) {
    drill.ledger.begins()
    await drill.send(1, 20)
    drill.ledger.ends()
    await drill.receive()
  },

  async away(drill) {
    await drill.receive()
    await drill.send(1, 5)
    await drill.arrived(5)
    await lose(drill)
    await drill.send(6, 15)
    await mend(drill)
    await drill.send(16, 20)
  },

  restarted: restart,
  persisted: restart,

  async slow(drill) {
    await drill.receive()
    await drill.send(1, 5)
    await drill.arrived(5)
    drill.proxy.stall()
    drill.ledger.begins()
    await drill.sendOne(6, LARGE_BYTES)
    // Redis has disconnected the subscriber.
    await drill.subscribers(0)
    await drill.send(7, 15)
    drill.proxy.resume()
    drill.ledger.ends()
    await drill.subscribers(1)
    await drill.send(16, 20)
  },

  async frozen(drill) {
    const frozen = await startReceiver(drill.nextWay(), drill.url, drill.handled, 5)
    drill.closeLater(() => frozen.kill())
    await drill.send(1, 5)
    await until('the receiver is at work on message 5', () => drill.ledger.has(5))
    // The four before it are acknowledged.
    await drill.pending(1)
    frozen.freeze()
    drill.ledger.begins()
    await drill.send(6, 15)
    await frozen.kill()
    await drill.subscribers(0)
    // Before the next receiver starts, because it may handle entries before it reports that it is ready.
    drill.ledger.ends()
    const next = await startReceiver(drill.nextWay(), drill.url, drill.handled)
    drill.closeLater(() => next.kill())
    await drill.send(16, 20)
  },

  async 'half-open'(drill) {
    await drill.receive()
    await drill.send(1, 5)
    await drill.arrived(5)
    drill.proxy.freeze()
    drill.ledger.begins()
    await drill.send(6, 15)
    // Eventually, both sides give up the connection.
    drill.proxy.refuse()
    drill.proxy.cut()
    await drill.proxy.settled()
    await drill.subscribers(0)
    await mend(drill)
    await drill.send(16, 20)
  },

  async replica(drill) {
    await drill.receive()
    await drill.send(1, 20)
  },
}

async function restart(drill: Drill, { restart }: Hurt): Promise<void> {
  await drill.receive()
  await drill.send(1, 5)
  await drill.arrived(5)
  await lose(drill)
  await drill.send(6, 15)
  await restart()
  await drill.back()
  await mend(drill)
  await drill.send(16, 20)
}

/** The receiver's connections are cut, and new ones are refused. */
async function lose(drill: Drill): Promise<void> {
  drill.proxy.refuse()
  drill.proxy.cut(everyone)
  await drill.proxy.settled()
  await drill.subscribers(0)
  drill.ledger.begins()
}

async function mend(drill: Drill): Promise<void> {
  drill.ledger.ends()
  drill.proxy.accept()
  await drill.subscribers(1)
}
