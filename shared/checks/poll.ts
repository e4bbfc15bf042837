/** So often the thread's clock ticks, in milliseconds. */
const TICK_MS = 5
/** A tick counts for no more than this, in milliseconds: the thread stood still meanwhile. */
const LONGEST_TICK_MS = 10
/** The clock stops when it was not asked for so long, in milliseconds. */
const UNUSED_MS = 1000

let awake = 0
let ticked = 0
let asked = 0
let ticking: NodeJS.Timeout | undefined

/** On a clock that goes slower while the thread stands still, in milliseconds. */
function awakeTime(): number {
  asked = performance.now()
  if (!ticking) {
    ticked = asked
    ticking = setInterval(tick, TICK_MS).unref()
  }
  return awake
}

function tick(): void {
  const now = performance.now()
  awake += Math.min(now - ticked, LONGEST_TICK_MS)
  ticked = now
  if (now - asked < UNUSED_MS) return
  clearInterval(ticking)
  ticking = undefined
}

/**
 * How long something is waited for. On a machine that does much else, a thread may stand still for seconds. That is
 * time in which nothing could happen, and it does not count. What a look takes counts, however long that is.
 *
 * @param bound Milliseconds. Infinity has no end.
 * @param options `every`: the interval between two looks, in milliseconds. `after`: milliseconds that pass first, by the
 *   clock, as they do for the timers of the code under test.
 */
export function poll(
  bound: number,
  { every = 4, after = 0 }: { readonly every?: number; readonly after?: number } = {},
) {
  const begin = performance.now() + after
  let awakeBegin = after > 0 ? undefined : awakeTime()
  return {
    /** Whether it has been waited for long enough. */
    isOver(): boolean {
      const now = performance.now()
      if (now < begin) return false
      awakeBegin ??= awakeTime()
      return awakeTime() - awakeBegin >= bound && now > begin + bound
    },
    /** Resolves when it is time to look again. */
    async nextLook(): Promise<void> {
      await new Promise((resolve) => setTimeout(resolve, every))
    },
  }
}
