// Yours. Fill in the TODOs, then check: npm test lessons/09

import { setTimeout as sleep } from 'node:timers/promises'
import type { Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { Inbox, Outbox, OutboxOptions } from './contract.ts'
import { decode, encode, inTime } from './workbook/given/numbered.ts'
import { createStates } from './workbook/given/states.ts'

export function channelOf(namespace: string, room: string, topic: string): string {
  // TODO 09.2: Subscribe to sharded channels
  // The hash tag, from the first { to the next }, decides about the slot. An ID could contain a } itself.
  return todo('09.2')
}

export function createInbox(handler: Handler<string>): Inbox {
  const { stateOf, missing } = createStates()

  function receive(message: string, channel: string): void | Promise<void> {
    const { sender, number, text } = decode(message)
    /** Has `last`, the highest number so far, and `missing`, a set. */
    const state = stateOf(channel, sender, number)
    // TODO 09.3: Notice what a planned change loses
    // Add the numbers between state.last and this one to state.missing. A repetition is neither new nor missing.
    return todo('09.3')
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
    // TODO 09.4: Publish through a crash
    // Until no time is left: publish, for attemptMs at most. If that fails, wait for pauseMs and try again.
    return todo('09.4')
  }

  return { send, unconfirmed: () => [...failed] }
}
