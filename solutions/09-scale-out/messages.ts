/**
 * Names channels, and numbers messages. It's the same with either client.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import type { Inbox, Outbox, OutboxOptions } from '../../lessons/09-scale-out/contract.ts'
import { decode, encode, inTime } from '../../lessons/09-scale-out/workbook/given/numbered.ts'
import { createStates } from '../../lessons/09-scale-out/workbook/given/states.ts'

export function channelOf(namespace: string, room: string, topic: string): string {
  // #region 09.2-channelOf
  //- // The hash tag, from the first { to the next }, decides about the slot. An ID could contain a } itself.
  //- return todo('09.2')
  return `${namespace}{room:${encodeURIComponent(room)}}:${topic}`
  // #endregion
}

export function createInbox(handler: Handler<string>): Inbox {
  const { stateOf, missing } = createStates()

  function receive(message: string, channel: string): void | Promise<void> {
    const { sender, number, text } = decode(message)
    /** Has `last`, the highest number so far, and `missing`, a set. */
    const state = stateOf(channel, sender, number)
    // #region 09.3-receive
    //- // Add the numbers between state.last and this one to state.missing. A repetition is neither new nor missing.
    //- return todo('09.3')
    for (let skipped = state.last + 1; skipped < number; skipped++) state.missing.add(skipped)
    const isNew = number > state.last || state.missing.delete(number)
    state.last = Math.max(state.last, number)
    return isNew ? handler(text, channel) : undefined
    // #endregion
  }

  return { receive, missing }
}

export function createOutbox(options: OutboxOptions): Outbox {
  const { sender, publish, attemptMs, pauseMs, deadlineMs } = options
  /** The last number of each channel. */
  const numbers = new Map<string, number>()
  const failed: { channel: string; number: number; text: string }[] = []

  async function send(channel: string, text: string): Promise<boolean> {
    const number = (numbers.get(channel) ?? 0) + 1
    numbers.set(channel, number)
    const confirmed = await deliver(channel, encode({ sender, number, text }))
    if (!confirmed) failed.push({ channel, number, text })
    return confirmed
  }

  async function deliver(channel: string, message: string): Promise<boolean> {
    const deadline = performance.now() + deadlineMs
    const left = () => deadline - performance.now()
    // #region 09.4-deliver
    //- // Until no time is left: publish, for attemptMs at most. If that fails, wait for pauseMs and try again.
    //- return todo('09.4')
    while (left() > 0) {
      try {
        await inTime(publish(channel, message), Math.min(attemptMs, left()))
        // Whatever the count is: it's that of one node.
        return true
      } catch {
        await sleep(Math.max(0, Math.min(pauseMs, left())))
      }
    }
    return false
    // #endregion
  }

  return { send, unconfirmed: () => [...failed] }
}
