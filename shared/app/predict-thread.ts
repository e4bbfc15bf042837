/**
 * The thread of an experiment: it runs one prediction, once.
 *
 * @module
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { describe } from '#shared/checks/failure.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { type Prediction, runPrediction } from '#shared/runner/predictions.ts'
import type { Experiment } from './messages.ts'

/** What the thread is to do. It can be copied between threads. */
export interface PredictOptions {
  /** The lesson's folder, for example `01-basic-pubsub`. */
  readonly folder: string
  /** Which prediction, counted from 0. */
  readonly index: number
  readonly url: string
  readonly namespace: string
}

/** What the thread reports, once. */
export type PredictEvent = Experiment | { readonly failed: string }

const { folder, index, url, namespace } = workerData as PredictOptions
const file = join(ROOT, 'lessons', folder, 'workbook', 'predictions.ts')

async function told(): Promise<PredictEvent> {
  try {
    const { predictions } = (await import(pathToFileURL(file).href)) as { predictions: readonly Prediction[] }
    const prediction = predictions[index]
    if (!prediction) return { failed: 'There is no such question.' }
    const observed = await runPrediction(prediction, { url, namespace })
    const { why, answer } = prediction
    return { observed, why, ...(observed !== answer && { expected: answer }) }
  } catch (error) {
    return { failed: describe(error) }
  }
}

parentPort?.postMessage(await told())
