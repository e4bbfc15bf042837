import { statSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { folderOf, type Lesson } from '#shared/core/manifest.ts'
import type { LessonText } from './messages.ts'

/** The pages' pages, made when they are first asked for, and again when their file has changed. */
export class Pages {
  readonly #made = new Map<string, { readonly changed: number; readonly text: Promise<unknown> }>()

  lesson(lesson: Lesson): Promise<LessonText> {
    return this.#text(`lessons/${folderOf(lesson)}/README.md`, async () => {
      const { lessonText } = await import('./lesson-text.ts')
      return lessonText(lesson)
    })
  }

  /** A guide; undefined if there is none of this name. */
  guide(name: string): Promise<{ title: string; html: string } | undefined> {
    return this.#text(`docs/${name}.md`, async () => {
      const { guideText } = await import('./lesson-text.ts')
      return guideText(name)
    })
  }

  #text<T>(file: string, make: () => Promise<T>): Promise<T> {
    const changed = statSync(join(ROOT, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
    const made = this.#made.get(file)
    if (made?.changed === changed) return made.text as Promise<T>
    const text = make()
    this.#made.set(file, { changed, text })
    return text
  }
}
