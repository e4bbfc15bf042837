/**
 * The ids of entries in a stream.
 *
 * @module
 */

/**
 * Says whether one entry stands behind another in its stream.
 *
 * @param id Two whole numbers, as in `1712345678901-0`: milliseconds, and a number within them. Both may have up to
 *   64 bits, so that neither text nor JavaScript's numbers compare them rightly.
 */
export function isLater(id: string, than: string): boolean {
  const [ms, sequence] = partsOf(id)
  const [thanMs, thanSequence] = partsOf(than)
  return ms > thanMs || (ms === thanMs && sequence > thanSequence)
}

function partsOf(id: string): [ms: bigint, sequence: bigint] {
  const [ms = '0', sequence = '0'] = id.split('-')
  return [BigInt(ms), BigInt(sequence)]
}
