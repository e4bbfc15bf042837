import { randomUUID } from 'node:crypto'
import { timeoutFactor } from '#shared/checks/environment.ts'

/** A question whose answer surprises, with the run that gives the answer. */
export interface Prediction {
  /** What is done, and what is asked, for example "How often is the handler called?". */
  readonly question: string
  /** What a run gives, word for word; a test proves it on every server that the workbook is tested on. */
  readonly answer: string
  /** Why it is so, in a sentence or two. */
  readonly why: string
  /** Does it on live Redis and says what happened, in the form of `answer`. */
  run(context: PredictionContext): Promise<string>
}

/** What a prediction is run with. */
export interface PredictionContext {
  /** Where Redis is; it may hold a password, so it is for connecting only. */
  readonly url: string
  /** What all names begin with on a server that is not ours. */
  readonly namespace: string
  /** A channel or key that has no other users. */
  name(word: string): string
  /** Is called after the run, last one first. */
  cleanup(work: () => unknown): void
  /** Resolves when `holds` gives true; rejects after five seconds, or longer on a busy machine. */
  until(holds: () => unknown): Promise<void>
}

const PATIENCE_MS = 5000
const LOOK_EVERY_MS = 4
/** How long one question may take altogether, in milliseconds; longer on a busy machine. */
const RUN_MS = 30_000

/** Runs one prediction and cleans up after it. */
export async function runPrediction(
  prediction: Prediction,
  server: { readonly url: string; readonly namespace: string },
): Promise<string> {
  const cleanups: (() => unknown)[] = []
  const run = randomUUID().slice(0, 6)
  const context: PredictionContext = {
    url: server.url,
    namespace: server.namespace,
    name: (word) => `${server.namespace}${word}:${run}`,
    cleanup: (work) => void cleanups.push(work),
    async until(holds) {
      const ms = PATIENCE_MS * timeoutFactor()
      const end = performance.now() + ms
      while (!(await holds())) {
        if (performance.now() > end) throw new Error(`It did not happen within ${ms / 1000} s.`)
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
      }
    },
  }
  let timer: NodeJS.Timeout | undefined
  const limit = RUN_MS * timeoutFactor()
  const late = new Promise<never>((_resolve, reject) => {
    const text = `It did not finish within ${limit / 1000} s. Does Redis still reply?`
    timer = setTimeout(() => reject(new Error(text)), limit)
  })
  try {
    return await Promise.race([prediction.run(context), late])
  } finally {
    clearTimeout(timer)
    for (const cleanup of cleanups.reverse()) await cleanup()
  }
}
