import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { readIfThere } from '#shared/core/files.ts'
import { BadWorkbook } from '#shared/core/terminal.mjs'
import { codeBlock, readableCode, regionCode } from './solution-code.ts'

/** A mark in a page that cannot be followed: `message` is one sentence that begins with the file and the line. */
export class BadPage extends BadWorkbook {
  override name = 'BadPage'
}

const BEGIN = /^<!-- code: (\S+) -->$/
const END = /^<!-- \/code -->$/

/**
 * Writes the code of a solution into its page: between the marks `<!-- code: node-redis.ts#01.2-subscribe -->` and
 * `<!-- /code -->`, in place of what is there. So the page shows it wherever it is read.
 *
 * @param path The page, relative to the workbook and with `/`.
 * @param text The page's text.
 * @param root The workbook's folder.
 * @throws {@link BadPage} for a mark that names no code or is not closed, and BadRegion for wrong marks in the code.
 */
export function withCode(path: string, text: string, root: string): string {
  const lines: string[] = []
  let open: { target: string; line: number } | undefined
  for (const [index, line] of text.split('\n').entries()) {
    const at = `${path}:${index + 1}`
    const target = BEGIN.exec(line)?.[1]
    if (target !== undefined) {
      if (open)
        throw new BadPage(`${at}: the code of line ${open.line} has not been closed by <!-- /code -->.`)
      open = { target, line: index + 1 }
      lines.push(line, '', ...codeOf(path, target, at, root).split('\n'), '')
    } else if (END.test(line)) {
      if (!open) throw new BadPage(`${at}: <!-- /code --> without a <!-- code: … --> before it.`)
      open = undefined
      lines.push(line)
    } else if (!open) lines.push(line)
  }
  if (open) throw new BadPage(`${path}:${open.line}: the code is never closed by <!-- /code -->.`)
  return lines.join('\n')
}

function codeOf(page: string, target: string, at: string, root: string): string {
  const [file = '', region] = target.split('#')
  const path = posix.join(posix.dirname(page), file)
  if (!existsSync(join(root, path))) throw new BadPage(`${at}: there is no ${path}.`)
  const source = (readIfThere(join(root, path)) ?? '').replaceAll('\r\n', '\n')
  const code = region === undefined ? readableCode(source, path) : regionCode(source, path, region)
  if (code === undefined) throw new BadPage(`${at}: ${path} has no region ${region}.`)
  return codeBlock(path, code.trim())
}
