/** What stands for any number of removed lines. */
const ANY_LINES = '…'

/** Lines that are looked for, and what comes in their place. */
interface Place {
  readonly start: number
  readonly end: number
  readonly by: readonly string[]
}

/**
 * Applies a small diff.
 *
 * Its lines begin with a space (they stay), `-` (they are removed), or `+` (they are added); a line `…` separates the
 * parts. Only the lines' indentation to each other counts. `-…` removes all lines up to the next one that is named.
 * A diff that only adds lines is the whole text.
 *
 * @returns The new text, or one sentence for each part whose lines aren't found exactly once.
 */
export function applyDiff(
  source: string,
  diff: readonly string[],
): { readonly text: string; readonly problems: readonly string[] } {
  if (diff.every((line) => line.startsWith('+')))
    return { text: `${diff.map((line) => line.slice(1)).join('\n')}\n`, problems: [] }
  const lines = source.split('\n')
  const problems: string[] = []
  const places: Place[] = []
  for (const part of partsOf(diff)) {
    const found = placesOf(lines, part)
    const first = part
      .find((line) => !line.startsWith('+'))
      ?.slice(1)
      .trim()
    if (found.length === 1) places.push(found[0]!)
    else if (first === undefined)
      problems.push(`"${part[0]?.slice(1)}" is added, but not after or before any line`)
    else problems.push(`"${first}" is found ${found.length === 0 ? 'nowhere' : `${found.length} times`}`)
  }
  places.sort((a, b) => a.start - b.start)
  if (places.some(({ start }, index) => start < (places[index - 1]?.end ?? 0)))
    problems.push('two of its parts overlap')
  for (const { start, end, by } of places.reverse()) lines.splice(start, end - start, ...by)
  return { text: lines.join('\n'), problems }
}

function partsOf(diff: readonly string[]): string[][] {
  const parts: string[][] = [[]]
  for (const line of diff) {
    if (line === ANY_LINES) parts.push([])
    else parts.at(-1)!.push(line)
  }
  return parts
}

function placesOf(lines: readonly string[], part: readonly string[]): Place[] {
  const find = part.filter((line) => !line.startsWith('+')).map((line) => line.slice(1))
  const [first] = find
  if (first === undefined) return []
  return lines.flatMap((line, start) => {
    if (!line.endsWith(first.trimStart())) return []
    const indent = line.slice(0, line.length - first.length)
    if (line !== indent + first || indent.trim() !== '') return []
    const end = endOf(lines, start, find, indent)
    if (end === undefined) return []
    const by = part
      .filter((one) => !one.startsWith('-'))
      .map((one) => (one.length === 1 ? '' : indent + one.slice(1)))
    return [{ start, end, by }]
  })
}

/** The line after those that are looked for; undefined where others follow. */
function endOf(
  lines: readonly string[],
  start: number,
  find: readonly string[],
  indent: string,
): number | undefined {
  let at = start
  let skips = false
  for (const line of find) {
    if (line === ANY_LINES) {
      skips = true
      continue
    }
    const wanted = line === '' ? '' : indent + line
    if (skips) at = lines.indexOf(wanted, at)
    if (at < 0 || lines[at] !== wanted) return undefined
    at++
    skips = false
  }
  return at
}
