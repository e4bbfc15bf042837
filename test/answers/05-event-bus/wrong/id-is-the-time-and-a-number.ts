// event-bus, rejected by 05.1-envelope
// Each bus counts for itself: two that begin together give the same ids in the same millisecond.
    // #region 05.1-emit
    const { id = `${Date.now()}-${countedBy(this)}`, key } = options
    const text = writeEnvelope({ id, event, timestamp: now(), key, data })
    // #endregion

// #region 05.1-now
const counts = new WeakMap<object, number>()

function countedBy(bus: object): number {
  const count = (counts.get(bus) ?? 0) + 1
  counts.set(bus, count)
  return count
}

function now(): string {
  return new Date().toISOString()
}
// #endregion
