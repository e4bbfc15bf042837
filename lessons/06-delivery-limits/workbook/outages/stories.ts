import type { DeliveryRun } from './delivery-run.ts'
import type { Outage } from './names.ts'
import type { OutageRun } from './outage-run.ts'
import { until } from './waiting.ts'

/** More than Redis's limit of 1 MB and the operating system's buffers can hold. */
const LARGE_BYTES = 24 * 1024 * 1024

/** The server, for outages that restart it. */
export interface Hurt {
  /** Kills it and starts it again. */
  restart(): Promise<void>
}

/** The course of an outage. It ends when the last message is sent. */
export type Story = (outageRun: OutageRun, hurt: Hurt) => Promise<void>

export const STORIES: Readonly<Record<Outage, Story>> = {
  down,
  away,
  restarted: restart,
  persisted: restart,

  async slow(outageRun) {
    await outageRun.receive()
    await outageRun.send(1, 5)
    await outageRun.arrived(5)
    outageRun.proxy.stall()
    outageRun.deliveries.begins()
    await outageRun.sendOne(6, LARGE_BYTES)
    // Redis has disconnected the subscriber.
    await outageRun.subscribers(0)
    await outageRun.send(7, 15)
    outageRun.proxy.resume()
    outageRun.deliveries.ends()
    await outageRun.subscribers(1)
    await outageRun.send(16, 20)
  },

  async frozen(outageRun) {
    const frozen = await outageRun.receiveInProcess(5)
    await outageRun.send(1, 5)
    await until('the receiver is at work on message 5', () => outageRun.deliveries.has(5))
    // The four before it are acknowledged.
    await outageRun.pending(1)
    frozen.freeze()
    outageRun.deliveries.begins()
    await outageRun.send(6, 15)
    await frozen.kill()
    await outageRun.subscribers(0)
    // Before the next receiver starts, because it may handle entries before it reports that it is ready.
    outageRun.deliveries.ends()
    await outageRun.receiveInProcess()
    await outageRun.send(16, 20)
  },

  async 'half-open'(outageRun) {
    await outageRun.receive()
    await outageRun.send(1, 5)
    await outageRun.arrived(5)
    outageRun.proxy.freeze()
    outageRun.deliveries.begins()
    await outageRun.send(6, 15)
    // Eventually, both sides give up the connection.
    outageRun.proxy.refuse()
    outageRun.proxy.cut()
    await outageRun.proxy.settled()
    await outageRun.subscribers(0)
    await outageRun.mend()
    await outageRun.send(16, 20)
  },

  async replica(outageRun) {
    await outageRun.receive()
    await outageRun.send(1, 20)
  },
}

/** No receiver has ever started. */
export async function down(run: DeliveryRun): Promise<void> {
  run.deliveries.begins()
  await run.send(1, 20)
  run.deliveries.ends()
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
