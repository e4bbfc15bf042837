/**
 * Reads a solution's code without the marks that starters are made from:
 * `// #region 01.2-subscribe` … `// #endregion`, and the `//-` and `//?` lines between them.
 *
 * @module
 */

const REGION = /^\s*\/\/ *#region +(\S+)\s*$/
const END_REGION = /^\s*\/\/ *#endregion\b/
const STARTER_LINE = /^\s*\/\/[-?]( |$)/

/** A whole file as a reader wants to see it. */
export function readableCode(source: string): string {
  const lines = linesOf(source).filter((line) => !isMark(line))
  return collapseBlankLines(lines).join('\n').trim()
}

/**
 * The code of some regions.
 *
 * @param wanted A label (`01.2-subscribe`), a task (`01.2`: all its regions), or several, divided by commas.
 * @returns The code without its common indentation, or undefined when a wanted region is not there.
 */
export function regionCode(source: string, wanted: string): string | undefined {
  const regions = regionsOf(source)
  const parts: string[] = []
  for (const name of wanted.split(',').map((part) => part.trim())) {
    const found = regions.filter(({ label }) => label === name || label.startsWith(`${name}-`))
    if (found.length === 0) return undefined
    parts.push(...found.map(({ lines }) => dedent(collapseBlankLines(lines)).join('\n').trim()))
  }
  return parts.join('\n\n')
}

interface Region {
  readonly label: string
  readonly lines: string[]
}

function regionsOf(source: string): Region[] {
  const regions: Region[] = []
  let open: Region | undefined
  for (const line of linesOf(source)) {
    const label = REGION.exec(line)?.[1]
    if (label) {
      open = { label, lines: [] }
      regions.push(open)
    } else if (END_REGION.test(line)) {
      open = undefined
    } else if (open && !isMark(line)) {
      open.lines.push(line)
    }
  }
  return regions
}

function linesOf(source: string): string[] {
  return source.replaceAll('\r\n', '\n').split('\n')
}

function isMark(line: string): boolean {
  return REGION.test(line) || END_REGION.test(line) || STARTER_LINE.test(line)
}

function collapseBlankLines(lines: readonly string[]): string[] {
  return lines.filter((line, index) => line.trim() !== '' || lines[index - 1]?.trim() !== '')
}

function dedent(lines: readonly string[]): string[] {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/))
  const common = indents.length > 0 ? Math.min(...indents) : 0
  return lines.map((line) => line.slice(common))
}
