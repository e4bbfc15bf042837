/** The heights of a canary that came back. */
const BARS = '▁▂▃▄▅▆▇█'
/** One that is missing. */
const MISSING = '×'

/**
 * Latencies as a line of bars, the youngest at the right.
 *
 * @param latencies In milliseconds; null for a canary that is missing.
 * @param width How many columns it may take.
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
