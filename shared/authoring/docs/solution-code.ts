/**
 * A solution's code as a reader wants to see it: without the marks that starters are made from.
 *
 * @module
 */
import { posix } from 'node:path'
import { parseRegions } from '#shared/core/regions.ts'
import { tidyBlankLines } from '#shared/core/source-text.ts'

/**
 * A whole file.
 *
 * @param file Its name, for messages.
 * @throws BadRegion when its marks are wrong.
 */
export function readableCode(source: string, file: string): string {
  const lines = parseRegions(source, file).flatMap((part) => (typeof part === 'string' ? [part] : part.code))
  return tidyBlankLines(lines).join('\n')
}

/**
 * The code of some regions, without its indentation.
 *
 * @param file Its name, for messages.
 * @param wanted A label (`01.2-subscribe`), a task (`01.2`: all its regions), or several, divided by commas.
 * @returns Undefined when a wanted region is not there.
 * @throws BadRegion when the file's marks are wrong.
 */
export function regionCode(source: string, file: string, wanted: string): string | undefined {
  const regions = parseRegions(source, file).filter((part) => typeof part !== 'string')
  const blocks: string[] = []
  for (const name of wanted.split(',').map((part) => part.trim())) {
    const found = regions.filter(({ label, task }) => label === name || task === name)
    if (found.length === 0) return undefined
    for (const { code, indent } of found) {
      const lines = code.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
      blocks.push(tidyBlankLines(lines).join('\n'))
    }
  }
  return blocks.join('\n\n')
}

/** Code as a block of Markdown. Its fence is longer than any in the code. */
export function codeBlock(path: string, code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}${posix.extname(path).slice(1)}\n${code}\n${ticks}`
}
