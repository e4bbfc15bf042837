import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import type { Place } from '#shared/core/starter-status.ts'
import type { Spot } from './messages.ts'

/**
 * The address that opens a file of the workbook in VS Code; undefined where the editor isn't on this machine.
 *
 * @param path From the workbook's folder.
 * @param line Counted from 1.
 * @param column Counted from 1.
 */
export function hrefOf(path: string, line?: number, column = 1): string | undefined {
  if (process.env.CODESPACES === 'true' || process.env.REMOTE_CONTAINERS === 'true') return undefined
  const place = line === undefined ? '' : `:${line}:${column}`
  return `vscode://file${pathToFileURL(join(ROOT, path)).pathname}${place}`
}

/** A place with the address that opens it. */
export function spotAt({ path, line, column }: Place & { readonly column?: number }): Spot {
  const href = hrefOf(path, line, column)
  return { path, line, ...(href && { href }) }
}
