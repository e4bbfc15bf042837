/** Bars for canaries that came back. */
const BARS = '▁▂▃▄▅▆▇█'
/** The mark for a missing canary. */
const MISSING = '×'

/**
 * Draws latencies as a line of bars, the latest at the right.
 *
 * @param latencies In milliseconds; null for a missing canary.
 * @param width The greatest number of columns.
 */
export function sparkline(latencies: readonly (number | null)[], width: number): string {
  const shown = width > 0 ? latencies.slice(-width) : []
  const highest = Math.max(0, ...shown.map((one) => one ?? 0))
  return shown.map((one) => (one === null ? MISSING : bar(one, highest))).join('')
}

function bar(value: number, highest: number): string {
  const height = highest > 0 ? Math.ceil((value / highest) * BARS.length) - 1 : 0
  return BARS[Math.max(0, Math.min(BARS.length - 1, height))]!
}
