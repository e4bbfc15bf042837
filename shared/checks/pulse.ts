/**
 * The sign of life of a thread that runs a learner's code, so that an endless loop is noticed from outside: a
 * blocked thread cannot say that it is blocked.
 *
 * @module
 */

import { BroadcastChannel } from 'node:worker_threads'

/** How often a thread shows that it lives, in milliseconds. */
const BEAT_EVERY_MS = 200
/** After so long without a beat, a thread counts as blocked, in milliseconds. */
export const BLOCKED_AFTER_MS = 3000

const CHANNEL = 'workbook-pulse'

/** Begins to beat in this thread; the function that is returned ends it. */
export function beat(): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  const send = () => channel.postMessage('beat')
  const timer = setInterval(send, BEAT_EVERY_MS)
  timer.unref()
  send()
  return () => {
    clearInterval(timer)
    channel.postMessage('end')
    channel.close()
  }
}

/**
 * Watches the beats of other threads.
 *
 * @param blocked Is called once, when a thread that has begun to beat no longer does.
 * @returns Ends the watch.
 */
export function watchPulse(blocked: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  let last: number | undefined
  channel.onmessage = (event: unknown) => {
    last = (event as { data: string }).data === 'beat' ? performance.now() : undefined
  }
  const timer = setInterval(() => {
    if (last === undefined || performance.now() - last < BLOCKED_AFTER_MS) return
    last = undefined
    blocked()
  }, BEAT_EVERY_MS)
  timer.unref()
  channel.unref()
  return () => {
    clearInterval(timer)
    channel.close()
  }
}
