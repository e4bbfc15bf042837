/** The parts of a module's text that starters and comparisons have to handle. */

/** Removes the blank lines and comments above the first line of code. */
export function withoutLeadingComments(lines: readonly string[]): string[] {
  let first = 0
  let insideBlock = false
  for (; first < lines.length; first++) {
    const text = lines[first]!.trim()
    if (insideBlock) insideBlock = !text.endsWith('*/')
    else if (text.startsWith('/*')) insideBlock = !text.endsWith('*/')
    else if (text !== '' && !text.startsWith('//')) break
  }
  return lines.slice(first)
}

/** Makes several blank lines one, and removes those at the edges of a block and of the file. */
export function tidyBlankLines(lines: readonly string[]): string[] {
  const kept: string[] = []
  for (const line of lines) {
    const before = kept.at(-1)
    if (line.trim() === '') {
      const atAnEdge = before === undefined || before === '' || /[{([]$/.test(before)
      if (!atAnEdge) kept.push('')
      continue
    }
    if (before === '' && /^\s*[})\]]/.test(line)) kept.pop()
    kept.push(line.trimEnd())
  }
  while (kept.at(-1) === '') kept.pop()
  return kept
}

/** A module's text in two: its imports, one text each, and the rest. */
export interface Split {
  readonly imports: readonly string[]
  readonly rest: readonly string[]
}

/** Takes the imports off the beginning of a module. Comments above them must be gone already. */
export function splitImports(lines: readonly string[]): Split {
  const imports: string[] = []
  let at = 0
  while (at < lines.length) {
    if (lines[at]!.trim() === '') {
      at++
      continue
    }
    if (!/^import\b/.test(lines[at]!)) break
    let end = at
    while (end < lines.length - 1 && !/(?:from\s*)?['"][^'"]+['"];?\s*$/.test(lines[end]!)) end++
    imports.push(lines.slice(at, end + 1).join('\n'))
    at = end + 1
  }
  return { imports, rest: lines.slice(at) }
}

/** Imports in the order that the formatter wants: Node's own, packages, then files from far to near. */
export function sortImports(imports: readonly string[]): string[] {
  const module = (text: string) => /['"]([^'"]+)['"];?\s*$/.exec(text)?.[1] ?? ''
  const group = (name: string) => (name.startsWith('node:') ? 0 : name.startsWith('.') ? 2 : 1)
  return [...imports].sort((a, b) => {
    const [left, right] = [module(a), module(b)]
    if (group(left) !== group(right)) return group(left) - group(right)
    return left < right ? -1 : left > right ? 1 : 0
  })
}

/** The longest line that the formatter leaves as it is; as in biome.json. */
const LINE_WIDTH = 110

/** An import on one line if it fits, as the formatter wants it; its path may have become shorter. */
export function fittedImport(text: string): string {
  const line = text
    .replace(/\{\s+/, '{ ')
    .replace(/,?\s+\}/, ' }')
    .replaceAll(/\s*\n\s*/g, ' ')
  return line.length <= LINE_WIDTH ? line : text
}
