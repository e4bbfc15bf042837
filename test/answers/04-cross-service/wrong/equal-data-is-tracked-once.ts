// services, rejected by 04.3-tracked
// Analytics drops events with data that it has seen before.
    // #region given-onEvent
    const data = readOr(payload, readFields, (error) => report({ kind: 'payload', error, channel, payload }))
    const once = `${channel} ${payload}`
    if (!data || seen.has(once)) return
    seen.add(once)
    await track(event, data)
    // #endregion

    // #region given-readOr
  try {
    return read(payload)
  } catch (error) {
    bad(error)
    return undefined
  }
}

const seen = new Set<string>()
function unused(): void {
    void unused
    // #endregion
