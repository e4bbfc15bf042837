import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { pathToFileURL } from 'node:url'
import { describe } from '#shared/checks/failure.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { folderOf } from '#shared/core/manifest.ts'
import { paint, print, Refusal } from '#shared/core/terminal.mjs'
import type { LessonCommand } from './lesson-command.ts'
import { type Prediction, runPrediction } from './predictions.ts'

/** `npm run lesson 01 predict`: asks each question, waits for a guess at a terminal, and shows what happens. */
export async function predict({ lesson, server }: LessonCommand): Promise<number> {
  const file = join(ROOT, 'lessons', folderOf(lesson), 'workbook', 'predictions.ts')
  if (!existsSync(file)) {
    print(`Lesson ${lesson.id} has nothing to predict.`)
    return 0
  }
  const { predictions } = (await import(pathToFileURL(file).href)) as { predictions: readonly Prediction[] }
  const asked = process.stdin.isTTY && process.stdout.isTTY
  const terminal = asked ? createInterface({ input: process.stdin, output: process.stdout }) : undefined
  let code = 0
  try {
    for (const [index, prediction] of predictions.entries()) {
      print(`${paint('bold', `${index + 1}.`)} ${prediction.question}`)
      const guess = await terminal?.question(`   ${paint('dim', 'Your guess:')}   `)
      const observed = await runPrediction(prediction, server).catch((error: unknown) => {
        throw new Refusal(`Question ${index + 1} could not be run: ${describe(error)}`)
      })
      print(
        guess === undefined
          ? `   ${paint('green', observed)}`
          : `   ${paint('dim', 'What happens:')} ${paint('green', observed)}`,
      )
      print(`   ${prediction.why}\n`)
      if (observed !== prediction.answer) {
        print(paint('red', `   The workbook expected something else: ${prediction.answer}\n`))
        code = 1
      }
    }
  } finally {
    terminal?.close()
  }
  return code
}
