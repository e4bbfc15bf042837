// envelope, rejected by 05.1-envelope
// The IDs are counted, so the next process makes the same ones.
  // #region 05.1-write
  const counter = globalThis as { lastEvent?: number }
  counter.lastEvent = (counter.lastEvent ?? 0) + 1
  const { id = `event-${counter.lastEvent}`, key } = options
  return JSON.stringify({ id, event, timestamp: new Date().toISOString(), key, data })
  // #endregion
