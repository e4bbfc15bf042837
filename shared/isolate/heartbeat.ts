/**
 * The sign of life of a thread that runs a learner's code, so that an infinite loop is noticed from outside: a
 * blocked thread cannot say that it is blocked.
 *
 * @module
 */

import { readFileSync, readlinkSync } from 'node:fs'
import inspector from 'node:inspector'
import { BroadcastChannel, threadId } from 'node:worker_threads'

/** How often a thread shows that it lives, in milliseconds. */
const BEAT_EVERY_MS = 200
/** After so long without a beat a thread may be blocked, in milliseconds. */
export const BLOCKED_AFTER_MS = 3000
/** It is, when it has worked for so long without a beat, in milliseconds. Else the machine is busy. */
const WORKED_MS = 2000
/** What Linux counts a thread's work in, in milliseconds. */
const TICK_MS = 10
/** It is in any case after so long: something that it waits for never comes. In milliseconds. */
const WAITED_MS = 12_000

const CHANNEL = 'workbook-heartbeat'

/** The key (by `Symbol.for`) of a global variable with Node's id of a thread that beats; the inspector asks it. */
export const HEARTBEAT_THREAD = 'workbook.beating-thread'

interface Beat {
  /** Node's id of the thread. */
  readonly thread: number
  /** False when the thread will not beat any more. */
  readonly alive: boolean
  /** Where the system tells of the thread, below `/proc`; only Linux does. */
  readonly task?: string | undefined
}

/** The last beat of a thread. */
interface Last {
  /** When it was heard, in milliseconds. */
  readonly time: number
  readonly task: string | undefined
  /** What {@link worked} said then. */
  readonly worked: number
}

/** Begins to beat in this thread; the function that is returned ends it. */
export function startHeartbeat(): () => void {
  Object.assign(globalThis, { [Symbol.for(HEARTBEAT_THREAD)]: threadId })
  const channel = new BroadcastChannel(CHANNEL)
  const task = ownTask()
  const send = () => channel.postMessage({ thread: threadId, alive: true, task } satisfies Beat)
  const timer = setInterval(send, BEAT_EVERY_MS)
  timer.unref()
  send()
  return () => {
    clearInterval(timer)
    channel.close()
    hasEnded(threadId)
  }
}

/** Says that a thread beats no more. One that is ended from outside cannot do it itself, and would count as blocked. */
export function hasEnded(thread: number): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage({ thread, alive: false } satisfies Beat)
  channel.close()
}

/**
 * Watches the beats of other threads; not under a debugger, where a thread may stand still as long as it likes.
 *
 * @param blocked Is called with a thread that has begun to beat and no longer does; once for each thread.
 * @param only The one thread to watch. Default: all.
 * @returns Ends the watch.
 */
export function watchHeartbeat(blocked: (thread: number) => void, only?: number): () => void {
  if (inspector.url()) return () => {}
  const channel = new BroadcastChannel(CHANNEL)
  const last = new Map<number, Last>()
  channel.onmessage = (event: unknown) => {
    const { thread, alive, task } = (event as { data: Beat }).data
    if (alive) last.set(thread, { time: performance.now(), task, worked: worked(task) })
    else last.delete(thread)
  }
  let looked = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    // Beats wait unread while this thread itself is held up, so that says nothing about the others.
    const heldUp = now - looked > BLOCKED_AFTER_MS / 2
    looked = now
    if (heldUp) return
    for (const [thread, beat] of last) {
      const waited = now - beat.time
      if (waited < BLOCKED_AFTER_MS || (only !== undefined && thread !== only)) continue
      // Where the system does not tell threads apart, each of them, this one too, could have worked for so long.
      const enough = beat.task === undefined ? WORKED_MS * (last.size + 1) : WORKED_MS
      if (worked(beat.task) - beat.worked < enough && waited < WAITED_MS) continue
      last.delete(thread)
      blocked(thread)
    }
  }, BEAT_EVERY_MS)
  timer.unref()
  channel.unref()
  return () => {
    clearInterval(timer)
    channel.close()
  }
}

function ownTask(): string | undefined {
  try {
    return readlinkSync('/proc/thread-self')
  } catch {
    return undefined
  }
}

/** How long a thread has kept a processor busy, or the whole process where that is not known, in milliseconds. */
function worked(task: string | undefined): number {
  if (task === undefined) {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  try {
    const stat = readFileSync(`/proc/${task}/stat`, 'utf8')
    // The name of the thread, in brackets, may hold spaces. proc(5): the state follows, and user and system are 14 and 15.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS
  } catch {
    // It has ended.
    return 0
  }
}
