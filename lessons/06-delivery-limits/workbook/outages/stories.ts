import type { DeliveryRun } from './delivery-run.ts'
import type { Drill } from './drill.ts'
import type { Outage } from './names.ts'
import { until } from './waiting.ts'

/** More than Redis's limit of 1 MB and the operating system's buffers can hold. */
const LARGE_BYTES = 24 * 1024 * 1024

/** The server, for outages that restart it. */
export interface Hurt {
  /** Kills it and starts it again. */
  restart(): Promise<void>
}

/** The course of an outage. It ends when the last message is sent. */
export type Story = (drill: Drill, hurt: Hurt) => Promise<void>

export const STORIES: Readonly<Record<Outage, Story>> = {
  down,
  away,
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
    const frozen = await drill.receiveInProcess(5)
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
    await drill.receiveInProcess()
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
    await drill.mend()
    await drill.send(16, 20)
  },

  async replica(drill) {
    await drill.receive()
    await drill.send(1, 20)
  },
}

/** No receiver has ever started. */
export async function down(run: DeliveryRun): Promise<void> {
  run.ledger.begins()
  await run.send(1, 20)
  run.ledger.ends()
  await run.receive()
}

/** The receiver's connection is cut for 10 messages. */
export async function away(run: DeliveryRun): Promise<void> {
  await run.receive()
  await run.send(1, 5)
  await run.arrived(5)
  await run.lose()
  await run.send(6, 15)
  await run.mend()
  await run.send(16, 20)
}

/** The same, and before it's back, the server is killed and started again. */
export async function restart(run: DeliveryRun, { restart }: Hurt): Promise<void> {
  await run.receive()
  await run.send(1, 5)
  await run.arrived(5)
  await run.lose()
  await run.send(6, 15)
  await restart()
  await run.back()
  await run.mend()
  await run.send(16, 20)
}
