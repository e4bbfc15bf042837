import inspector from 'node:inspector'
import { timeoutFactor } from '#shared/checks/environment.ts'
import { Failure } from '#shared/checks/failure.ts'

/** How long the loading of a learner's file may take, in milliseconds; longer on a busy machine. */
const LIMIT_MS = 5000

/** The checks and their limits count on these, so replacing one is an error, with its line. */
const CLOCK = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'performance',
  'Promise',
] as const

let guarded = false

/**
 * Loads code of a learner.
 *
 * @param load Imports it.
 * @param debugged True takes the limit away, for code that is run step by step. A thread has to be told.
 * @throws What the code throws, and a {@link Failure} when it waits for something that doesn't come in time.
 */
export async function loadInTime<T>(
  load: () => Promise<T>,
  debugged = inspector.url() !== undefined,
): Promise<T> {
  guardThread()
  const limit = LIMIT_MS * timeoutFactor()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    if (debugged) return
    const text = `The file was not loaded within ${limit / 1000} s: does an await outside any function wait forever?`
    timer = setTimeout(() => reject(new Failure(text)), limit)
  })
  try {
    return await Promise.race([load(), late])
  } finally {
    clearTimeout(timer)
  }
}

/** Keeps what a learner's code could pull away from under the checks that run in the same thread. */
function guardThread(): void {
  if (guarded) return
  guarded = true
  for (const name of CLOCK) keep(globalThis, name, globalThis[name])
  keep(performance, 'performance.now', performance.now.bind(performance))
  const { kill } = process
  process.kill = (pid, signal) => {
    if (pid !== process.pid || signal === 0) return kill.call(process, pid, signal)
    throw new Error(`process.kill(process.pid) would have ended the program`)
  }
}

/** Vitest puts the timers back now and then, so assigning the same thing is no harm. */
function keep(object: object, path: string, value: unknown): void {
  const name = path.slice(path.lastIndexOf('.') + 1)
  Object.defineProperty(object, name, {
    configurable: true,
    enumerable: true,
    get: () => value,
    set(other) {
      if (other !== value)
        throw new TypeError(`${path} cannot be replaced: what runs beside your code needs it`)
    },
  })
}
