import { constants, copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { errorCode } from '#shared/core/files.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'

/**
 * Copies files of the learner to `.workbook/saved/<lesson>/<moment>/` and reads the copies back.
 *
 * @param folder The lesson's folder, for example `03-socket-io`.
 * @param names The files in it.
 * @param moment A name for the moment, fit for a folder.
 * @param root The workbook's folder. Default: this one.
 * @returns Where the copies are, relative to `root`.
 * @throws When a file cannot be copied, or its copy differs.
 */
export function saveCopies(folder: string, names: readonly string[], moment: string, root = ROOT): string {
  const place = makePlace(posix.join('.workbook', 'saved', folder), moment, root)
  for (const name of names) {
    const from = join(root, 'lessons', folder, name)
    const to = join(root, place, name)
    // Never over something that is there already.
    copyFileSync(from, to, constants.COPYFILE_EXCL)
    if (!readFileSync(from).equals(readFileSync(to)))
      throw new Error(`the copy ${place}/${name} differs from its original.`)
  }
  return place
}

/** Makes a folder that was not there before: two resets within the same second get two. */
function makePlace(parent: string, moment: string, root: string): string {
  mkdirSync(join(root, parent), { recursive: true })
  for (let number = 1; ; number++) {
    const place = posix.join(parent, number === 1 ? moment : `${moment}-${number}`)
    try {
      mkdirSync(join(root, place))
      return place
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
}
