/** Stands for what differs from run to run: alone on a line for any lines, within a line for any text. */
const CUT = '…'

/** How far a program has got with what a page shows: all is there; more may come; or it has printed something else. */
export type Progress = 'complete' | 'open' | 'different'

/**
 * Compares what a program has printed so far with what a page shows.
 *
 * @param shown The page's block. A line `…` stands for any lines, `…` within a line for any text.
 * @param printed What the program has printed.
 */
export function progressOf(shown: string, printed: string): Progress {
  const [wanted, had] = [lines(shown), lines(printed)]
  // By how much of what is shown: how much of what was printed it may stand for.
  const reached = reachedBy(wanted, had)
  if (reached.at(-1)!.has(had.length)) return 'complete'
  return reached.some((ends) => ends.has(had.length)) ? 'open' : 'different'
}

/** Whether a program has printed what a page shows, and no more. */
export function fits(shown: string, printed: string): boolean {
  return progressOf(shown, printed) === 'complete'
}

/** Of several empty lines one is left: versions of Node.js differ in how many there are in a crash. */
function lines(text: string): string[] {
  const all = text.trimEnd().split(/\r?\n/)
  const trimmed = all.map((line) => line.trimEnd())
  return trimmed.filter((line, index) => line !== '' || (index > 0 && trimmed[index - 1] !== ''))
}

function reachedBy(shown: readonly string[], printed: readonly string[]): ReadonlySet<number>[] {
  const all = [new Set([0])]
  for (const line of shown) {
    const next = new Set<number>()
    for (const at of all.at(-1)!) {
      if (line.trim() === CUT) for (let end = at; end <= printed.length; end++) next.add(end)
      else if (at < printed.length && lineFits(line, printed[at]!)) next.add(at + 1)
    }
    all.push(next)
  }
  return all
}

function lineFits(shown: string, printed: string): boolean {
  if (!shown.includes(CUT)) return shown === printed
  const parts = shown.split(CUT)
  const [first = '', last = ''] = [parts[0], parts.at(-1)]
  if (printed.length < first.length + last.length) return false
  if (!printed.startsWith(first) || !printed.endsWith(last)) return false
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = printed.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= printed.length - last.length
}
