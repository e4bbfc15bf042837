import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { lessonFolders, ROOT } from './lesson-paths.mjs'
import type { Lesson } from './manifest.ts'
import { folderOf } from './manifest.ts'
import { BadWorkbook } from './terminal.mjs'

/** A manifest that cannot be used: `message` is one sentence that names the file. */
export class BadManifest extends BadWorkbook {
  override name = 'BadManifest'
}

/**
 * The manifest of one lesson. Cheap: no client library is loaded.
 *
 * @param folder For example `01-basic-pubsub`.
 * @param root The workbook's folder. Default: this one.
 * @param load Imports a file of TypeScript, given by its path. Default: as this file was imported itself.
 * @throws {@link BadManifest} when there is none, or when it does not fit its folder.
 */
export async function loadLesson(folder: string, root = ROOT, load = imported): Promise<Lesson> {
  const file = `lessons/${folder}/workbook/lesson.ts`
  let module: { lesson?: Lesson; default?: Lesson }
  try {
    module = await load(join(root, file))
  } catch (error) {
    throw new BadManifest(`${file} cannot be loaded: ${error instanceof Error ? error.message : error}`)
  }
  const lesson = module.lesson ?? module.default
  if (!lesson) throw new BadManifest(`${file} exports no \`lesson\`.`)
  if (folderOf(lesson) !== folder) {
    throw new BadManifest(`${file} says that it is ${folderOf(lesson)}, but its folder is ${folder}.`)
  }
  return lesson
}

function imported(path: string): Promise<{ lesson?: Lesson; default?: Lesson }> {
  return import(pathToFileURL(path).href)
}

/** The manifests of all lessons, in their order. */
export async function loadLessons(root = ROOT): Promise<Lesson[]> {
  return Promise.all(lessonFolders(root).map((folder) => loadLesson(folder, root)))
}
