import { deferred } from '#shared/core/deferred.ts'
import { NotStarted } from '#shared/lesson/todo.ts'
import { runInScope, strayText } from './capture-unhandled.ts'
import type { Check } from './check.ts'
import { CheckContext, type CheckEnvironment } from './check-context.ts'
import { codeFrame } from './code-frame.ts'
import { describe, Failure, isA, Skip } from './failure.ts'
import { isOwnException } from './mistake.ts'
import type { Outcome } from './outcome.ts'
import { poll } from './poll.ts'
import { endRun, Refused } from './server-refusal.ts'
import { cut } from './show.ts'
import { placeOf } from './stack.ts'

/** So many bounds may go by in a check without a step forward: then it waits for what will never come. */
const BOUNDS_PER_STEP = 2
/** So many bounds a whole check may take: with the time that closing takes, less than ten seconds at rest. */
const BOUNDS_PER_CHECK = 3.5
/** Whether that has gone by is looked at this often, in milliseconds. */
const LOOK_MS = 50
/** How long closing may take after a check, in milliseconds. */
const CLOSING_MS = 400
/** So much of a message is told, in characters. */
const LONGEST_MESSAGE = 4000
/** The least of an error's text that the timeline shows, in characters. */
const SHOWN_OF_ERRORS = 100

type Ended = Pick<Outcome, 'status' | 'task' | 'message' | 'comparison' | 'cause'>

/** What {@link runCheck} may be told besides. */
export interface RunOptions<C> {
  /** Takes errors that come after the check has ended. */
  readonly late?: (check: Check<C>, text: string, cause: string | undefined) => void
  /** Gives the check up, as not started, with the task that is to be done first as the reason. */
  readonly signal?: AbortSignal
  /** Whether the code is the learner's. Then a place in `solutions/` is not theirs, and is not shown. */
  readonly learners?: boolean
}

/**
 * Runs one check on one implementation. It knows nothing of Vitest: the tests, `watch` and the trials all run
 * checks by it. Stray errors and printed text reach the outcome when `attribute` is on. It never rejects.
 *
 * @param implementation Loads what the check runs on; its errors are the check's.
 */
export async function runCheck<C>(
  check: Check<C>,
  implementation: () => Promise<C>,
  env: CheckEnvironment,
  options: RunOptions<C> = {},
): Promise<Outcome> {
  const context = new CheckContext(env)
  const output: string[] = []
  const unhandled = deferred<never>()
  unhandled.promise.catch(() => {})
  let phase: 'running' | 'closing' | 'ended' = 'running'
  let afterwards: { readonly text: string; readonly cause: string | undefined } | undefined

  const scope = {
    name: `the check ${check.id}: ${check.title}`,
    print: (text: string) => void output.push(...text.replace(/\n$/, '').split('\n')),
    unhandled(error: unknown, what: string, advice?: string) {
      if (isA(error, NotStarted)) return unhandled.reject(error)
      const text = strayText(error, what) + at(error, options.learners)
      // A misspelt name, say, has to be corrected, not caught.
      const known = () =>
        context.strayCauses.map((cause) => cause(error)).find((cause) => cause !== undefined)
      const cause = isOwnException(error) ? undefined : (known() ?? advice)
      if (phase === 'running') unhandled.reject(new Failure(text, cause))
      else if (phase === 'closing') afterwards ??= { text, cause }
      else options.late?.(check, text, cause)
    },
  }

  context.onMistake = (error, what = 'your code has reported an exception of its own') => {
    if (error instanceof Failure) unhandled.reject(error)
    else scope.unhandled(error, what)
  }
  context.onTrouble = (error) => unhandled.reject(error)

  return runInScope(scope, async () => {
    const limit = limited(context, env.bound)
    let ended: Ended
    try {
      const givenUp = rejectsOn(options.signal)
      await Promise.race([run(check, context, implementation), unhandled.promise, limit.promise, givenUp])
      ended = { status: 'passed' }
    } catch (error) {
      ended = judge(context, error, options.learners)
      if (isA(error, Refused) && error.whole) endRun(env.server, error)
    }
    limit.clear()
    const ms = context.timeline.elapsed
    // What closing does is of no interest to a learner who looks for an error before it.
    if (ended.status !== 'passed') context.timeline.close()
    phase = 'closing'
    await context.end(CLOSING_MS, ended.status === 'passed')
    phase = 'ended'
    if (ended.status === 'passed' && afterwards) {
      const { text, cause } = afterwards
      const message = `After the check had ended, ${context.timeline.plain(text)}`
      ended = { status: 'failed', message, ...(cause && { cause }) }
    }
    const { events, since, story } = context.timeline
    return { ...ended, timeline: events, events: story.events, since, mark: context.nameSuffix, output, ms }
  })
}

/** Rejects as not started when the signal is given. */
function rejectsOn(signal: AbortSignal | undefined): Promise<never> {
  const { promise, reject } = deferred<never>()
  promise.catch(() => {})
  const givenUp = () => reject(new NotStarted(String(signal?.reason)))
  if (signal?.aborted) givenUp()
  else signal?.addEventListener('abort', givenUp, { once: true })
  return promise
}

async function run<C>(
  check: Check<C>,
  context: CheckContext,
  implementation: () => Promise<C>,
): Promise<void> {
  await check.run(context, await implementation())
  // One more turn, for a rejection that came with the last message.
  await new Promise((resolve) => setImmediate(resolve))
}

function judge(context: CheckContext, error: unknown, learners?: boolean): Ended {
  if (isA(error, NotStarted)) return { status: 'not-started', task: error.task }
  if (isA(error, Skip)) return { status: 'skipped', message: error.message }
  // Whatever the learner's code has made of it, it began with the server.
  if (context.refused) return { status: 'skipped', message: context.refused }
  if (!isA(error, Failure)) {
    const text = context.timeline.plain(describe(error))
    const beginning = text.slice(0, SHOWN_OF_ERRORS)
    context.timeline.decided((event) =>
      ['rejected with', 'threw'].some((how) => event.includes(`${how} ${beginning}`)),
    )
    return { status: 'failed', message: text + at(error, learners) }
  }
  const { message, cause, comparison } = error
  return {
    status: 'failed',
    message: cut(message, LONGEST_MESSAGE),
    ...(comparison && { comparison }),
    ...(cause && { cause }),
  }
}

/** Where in the learner's code an error was made, with the code. */
function at(error: unknown, learners = false): string {
  const place = placeOf(error)
  return place && !(learners && place.path.startsWith('solutions/'))
    ? `\n  at ${place.path}:${place.line}${codeFrame(place)}`
    : ''
}

/** Rejects, with the calls that have not settled, when the check makes no step forward, and when it takes too long. */
function limited(context: CheckContext, bound: number): { promise: Promise<never>; clear(): void } {
  const { promise, reject } = deferred<never>()
  promise.catch(() => {})
  if (!Number.isFinite(bound)) return { promise, clear() {} }
  const started = (bounds: number) => poll(bound * bounds, { every: LOOK_MS })
  let all = started(BOUNDS_PER_CHECK)
  let step = started(BOUNDS_PER_STEP)
  let untimed = 0
  let over = false
  const missed = (what: string, bounds: number) => {
    const waiting =
      context.pending.length > 0 ? `still waiting for ${context.pending.join(' and ')}` : 'still waiting'
    const [first] = context.pending
    if (first) context.timeline.decided((event) => event === context.timeline.plain(first), 'never settled')
    reject(new Failure(context.timeline.plain(`${what} within ${(bound * bounds) / 1000} s: ${waiting}`)))
  }
  const look = async () => {
    while (!over) {
      if (untimed === 0 && step.isOver()) return missed('did not go on', BOUNDS_PER_STEP)
      if (untimed === 0 && all.isOver()) return missed('did not end', BOUNDS_PER_CHECK)
      await Promise.all([step.nextLook(), all.nextLook()])
    }
  }
  void look()
  context.onStep = () => {
    step = started(BOUNDS_PER_STEP)
  }
  context.onUntimed = (begins) => {
    untimed += begins ? 1 : -1
    if (untimed > 0) return
    all = started(BOUNDS_PER_CHECK)
    step = started(BOUNDS_PER_STEP)
  }
  return {
    promise,
    clear() {
      context.onStep = undefined
      context.onUntimed = undefined
      over = true
    },
  }
}
