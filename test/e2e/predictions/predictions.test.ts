import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, inject, test } from 'vitest'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLessons } from '#shared/core/lessons.ts'
import { folderOf } from '#shared/core/manifest.ts'
import { type Prediction, runPrediction } from '#shared/runner/predictions.ts'

for (const lesson of await loadLessons()) {
  const file = join(ROOT, 'lessons', folderOf(lesson), 'workbook', 'predictions.ts')
  describe(`lesson ${lesson.id}`, async () => {
    test('has predictions', () => expect(existsSync(file)).toBe(true))
    if (!existsSync(file)) return
    const { predictions } = (await import(pathToFileURL(file).pathname)) as { predictions: Prediction[] }
    for (const prediction of predictions) {
      // A prediction has a limit of its own, which is longer on a busy machine.
      test(prediction.question, { timeout: 300_000 }, async () => {
        expect(await runPrediction(prediction, inject('server'))).toBe(prediction.answer)
      })
    }
  })
}
