import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Check } from '#shared/checks/check.ts'
import { folderOf, type Lesson } from '#shared/core/manifest.ts'

/**
 * Loads the checks of a lesson.
 *
 * @param root The workbook's folder.
 * @returns The checks, or a sentence that says why there are none.
 */
export async function checksOf(lesson: Lesson, root: string): Promise<readonly Check[] | string> {
  const file = `lessons/${folderOf(lesson)}/workbook/checks.ts`
  if (!existsSync(join(root, file)))
    return `${file} is missing, so neither the checks nor their mutants can be examined.`
  try {
    const { checks } = (await import(pathToFileURL(join(root, file)).href)) as { checks?: readonly Check[] }
    return Array.isArray(checks) ? checks : `${file} exports no array \`checks\`.`
  } catch (error) {
    return `${file} cannot be loaded: ${error instanceof Error ? error.message : error}`
  }
}
