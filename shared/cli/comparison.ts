import { diffArrays } from 'diff'
import {
  sortImports,
  splitImports,
  tidyBlankLines,
  withoutLeadingComments,
} from '#shared/core/source-text.ts'
import { displayWidth, pad, paint } from '#shared/core/terminal.mjs'

/** One line of a comparison: on both sides, or on one. */
export interface Row {
  readonly left?: string
  readonly right?: string
  readonly same: boolean
}

/**
 * A learner's or a solution's code without what is beside the point: the first line's note, comments above the
 * imports, TODO lines, the import of `todo`, the order of imports and blank lines.
 */
export function normalizeSource(source: string): string[] {
  const lines = source
    .replaceAll('\r\n', '\n')
    .split('\n')
    .filter((line) => !/^\s*\/\/ TODO \d\d\.\d+/.test(line))
  const { imports, rest } = splitImports(withoutLeadingComments(lines))
  const used = imports.filter((text) => !text.includes('/shared/lesson/todo.ts'))
  return tidyBlankLines([...sortImports(used), '', ...rest]).flatMap((text) => text.split('\n'))
}

/** The beginning of a function, class or type, whose place among others makes no difference, and its name. */
const DECLARATION =
  /^(?:export )?(?:async )?(?:function\*?|class|interface|type) (?<name>\w+)|^(?:static |async |get |set )*(?!(?:if|for|while|switch|catch|return|await|function)\b)(?<method>#?\w+)\(.*\{$/

/** A declaration with the comment above it, or the lines between two of them. */
interface Chunk {
  readonly name?: string
  readonly lines: readonly string[]
}

/**
 * A learner's code with its functions in the order of the solution, so that one that has only been moved isn't taken
 * for one that is missing here and too much there.
 */
export function inOrderOf(solution: readonly string[], own: readonly string[], indent = 0): string[] {
  const [theirs, ours] = [chunksOf(solution, indent), chunksOf(own, indent)]
  const names = theirs.flatMap(({ name }) => name ?? [])
  const byName = new Map(ours.flatMap((chunk) => (chunk.name ? [[chunk.name, chunk] as const] : [])))
  // A name that occurs twice can't be matched.
  if (new Set(names).size < names.length || byName.size < ours.filter(({ name }) => name).length)
    return [...own]
  const common = names.filter((name) => byName.has(name))
  const inTurn = common.values()
  return ours.flatMap((chunk) => {
    if (!chunk.name || !common.includes(chunk.name)) return chunk.lines
    const name = inTurn.next().value!
    const { lines } = byName.get(name)!
    const other = theirs.find((one) => one.name === name)!.lines
    return lines.length > 1 && indent < DEEPEST ? inOrderOf(other, lines, indent + 2) : lines
  })
}

/** Functions are looked for so deep, in spaces. */
const DEEPEST = 4

function chunksOf(lines: readonly string[], indent: number): Chunk[] {
  const chunks: { name?: string; lines: string[] }[] = []
  let comment: string[] = []
  const add = (line: string) => {
    if (chunks.length === 0) chunks.push({ lines: [] })
    chunks.at(-1)!.lines.push(line)
  }
  for (const line of lines) {
    const depth = /^\s*/.exec(line)![0].length
    const isHere = depth === indent
    const text = line.trim()
    if (isHere && /^(\/\*|\/\/)/.test(text)) comment.push(line)
    else if (comment.length > 0 && /^\s*\*/.test(line)) comment.push(line)
    else {
      const { name, method } = (isHere && DECLARATION.exec(text)?.groups) || {}
      const belongsToIt =
        chunks.at(-1)?.name === undefined || (isHere ? /^[})\]]/.test(text) : depth > indent)
      if (name ?? method) chunks.push({ name: (name ?? method)!, lines: [...comment, line] })
      else {
        // Unless it closes the declaration, a line on the same level starts a new chunk.
        if (!belongsToIt && text !== '') chunks.push({ lines: [] })
        for (const one of [...comment, line]) add(one)
      }
      comment = []
    }
  }
  for (const line of comment) add(line)
  return chunks
}

/** Compares line by line. Spacing, quotes and semicolons make no difference. */
export function compareLines(left: readonly string[], right: readonly string[]): Row[] {
  const changes = diffArrays([...left], [...right], { comparator: (a, b) => plain(a) === plain(b) })
  const rows: Row[] = []
  for (let index = 0; index < changes.length; index++) {
    const change = changes[index]!
    const next = changes[index + 1]
    if (!change.added && !change.removed) {
      rows.push(...change.value.map((line) => ({ left: line, right: line, same: true })))
    } else if (change.removed && next?.added) {
      rows.push(...beside(change.value, next.value))
      index++
    } else if (change.added && next?.removed) {
      rows.push(...beside(next.value, change.value))
      index++
    } else {
      rows.push(...(change.removed ? beside(change.value, []) : beside([], change.value)))
    }
  }
  return rows
}

function plain(line: string): string {
  return line.replace(/\s+/g, '').replace(/[;,]$/, '').replaceAll('"', "'")
}

function beside(left: readonly string[], right: readonly string[]): Row[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => ({
    left: left[index],
    right: right[index],
    // Blank lines don't count as differences.
    same: !left[index]?.trim() && !right[index]?.trim(),
  }))
}

/**
 * The parts that differ, with what surrounds them.
 *
 * @param context How many equal lines are kept around each difference.
 */
export function hunks(rows: readonly Row[], context = 3): Row[][] {
  const found: Row[][] = []
  let lastKept = -2
  rows.forEach((row, index) => {
    const near = rows.slice(Math.max(0, index - context), index + context + 1).some(({ same }) => !same)
    if (!near) return
    if (index === lastKept + 1) found.at(-1)!.push(row)
    else found.push([row])
    lastKept = index
  })
  return found
}

/** The differences one below the other: `-` stands on the left side only, `+` on the right side only. */
export function unified(rows: readonly Row[]): string {
  return hunks(rows)
    .map((hunk) => inBlocks(hunk).flatMap(unifiedBlock).join('\n'))
    .join(`\n${paint('gray', '   ⋯')}\n`)
}

/** Neighbouring rows that are all the same, or all different. */
function inBlocks(rows: readonly Row[]): Row[][] {
  const blocks: Row[][] = []
  for (const row of rows) {
    const block = blocks.at(-1)
    if (block?.[0]?.same === row.same) block.push(row)
    else blocks.push([row])
  }
  return blocks
}

function unifiedBlock(block: readonly Row[]): string[] {
  if (block[0]?.same) return block.map(({ left, right = left }) => `  ${right}`.trimEnd())
  const removed = block.flatMap(({ left }) =>
    left === undefined ? [] : [paint('red', `- ${left}`.trimEnd())],
  )
  const added = block.flatMap(({ right }) =>
    right === undefined ? [] : [paint('green', `+ ${right}`.trimEnd())],
  )
  return [...removed, ...added]
}

/**
 * Both texts side by side.
 *
 * @param titles What stands above each side.
 * @param width How many columns there are for both sides together.
 */
export function sideBySide(rows: readonly Row[], titles: readonly [string, string], width: number): string {
  const half = Math.floor((width - 3) / 2)
  const lines = [`${paint('bold', pad(titles[0], half))} │ ${paint('bold', titles[1])}`]
  for (const { left, right, same } of rows) {
    const [ofLeft, ofRight] = [cut(left ?? '', half), cut(right ?? '', half)]
    for (let index = 0; index < Math.max(ofLeft.length, ofRight.length); index++) {
      const [a, b] = [pad(ofLeft[index] ?? '', half), ofRight[index] ?? '']
      // The sign tells it too where there are no colours.
      lines.push((same ? `${a} │ ${b}` : `${paint('yellow', a)} ≠ ${paint('yellow', b)}`).trimEnd())
    }
  }
  return lines.join('\n')
}

/** Cuts a line of code into pieces of at most `width` columns; later pieces keep its indentation and two more. */
function cut(line: string, width: number): string[] {
  if (displayWidth(line) <= width) return [line]
  const indent = Math.min(/^\s*/.exec(line)![0].length + 2, width >> 1)
  const pieces: string[] = []
  let rest = line
  while (displayWidth(rest) > width) {
    const space = rest.lastIndexOf(' ', width)
    const at = space > indent + 2 ? space : width
    pieces.push(rest.slice(0, at))
    rest = ' '.repeat(indent) + rest.slice(at).trimStart()
  }
  return [...pieces, rest]
}
