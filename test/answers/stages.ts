import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, solutionFiles } from '../../shared/workbook/folders.mjs'
import { CLIENTS, type Client, folderOf, type Lesson } from '../../shared/workbook/manifest.ts'
import { kindOf, type StarterKind, starterOf, stubsOf } from '../../shared/workbook/starters.ts'
import { writeBuilt } from './compose.ts'

/** A learner's file on the way from its starter to the solution: the first few tasks are done. */
export interface Stage {
  /** For a test's name, for example `ioredis.ts, hunt, 2 tasks done`. */
  readonly name: string
  /** The file that is on its way; the others are the solution's. */
  readonly file: string
  readonly kind: StarterKind
  /** The clients that it is tried with. */
  readonly clients: readonly Client[]
  readonly done: ReadonlySet<string>
  /** Tasks that have a place to be worked on. */
  readonly open: ReadonlySet<string>
  readonly text: string
}

/**
 * All stages of a lesson's files: each client begun with, blank and hunt, from no task done to all but one.
 * Stages with the same text are one: the one with the fewest tasks done.
 */
export function stagesOf(lesson: Lesson): Stage[] {
  const stages = new Map<string, Stage>()
  for (const entry of lesson.files) {
    for (const begin of CLIENTS) {
      for (let count = 0; count <= lesson.tasks.length; count++) {
        const done = new Set(lesson.tasks.slice(0, count).map(({ id }) => id))
        const open = new Set(stubsOf(lesson, entry.name, { begin, done }).keys())
        if (open.size === 0) continue
        const kind = kindOf(entry, begin)
        const text = starterOf(lesson, entry.name, { begin, done })
        const key = `${entry.name} ${text}`
        if (stages.has(key)) continue
        const name = `${entry.name}, ${kind}, ${count} tasks done`
        const clients = entry.client ? [entry.client] : CLIENTS
        stages.set(key, { name, file: entry.name, kind, clients, done, open, text })
      }
    }
  }
  return [...stages.values()]
}

/** Writes a stage as if it stood in its lesson's folder, beside the finished other files; gives the folder. */
export function buildStage(lesson: Lesson, stage: Stage): string {
  const folder = folderOf(lesson)
  const texts = new Map<string, string>()
  // The contract and the like, where the starter looks for them.
  for (const name of readdirSync(join(ROOT, 'lessons', folder))) {
    if (name.endsWith('.ts')) texts.set(name, `export * from '../../lessons/${folder}/${name}'\n`)
  }
  for (const name of solutionFiles(folder)) {
    texts.set(name, readFileSync(join(ROOT, 'solutions', folder, name), 'utf8'))
  }
  // What a lesson gives lies in its own folder.
  texts.set(stage.file, stage.text.replaceAll("'./workbook/", `'../../lessons/${folder}/workbook/`))
  const words = [stage.file.replace(/\.ts$/, ''), stage.kind, stage.done.size]
  return writeBuilt(`${folder}--starter-${words.join('-')}`, texts)
}
