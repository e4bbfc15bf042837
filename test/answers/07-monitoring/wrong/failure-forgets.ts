// channel-watch.ts, rejected by 07.4-unknown
// After a failed snapshot, it starts over, so changes in the meantime cause no event.
// #region 07.4-look
    try {
      const { channels } = await inspector.snapshot()
      const events = known ? changes(last, channels) : []
      known = true
      last = channels
      for (const event of events) if (!stop.signal.aborted) onEvent(event)
    } catch (error) {
      known = false
      report({ kind: 'connection', error })
    }
// #endregion
// #region 07.4-close
    stop.abort()
// #endregion
// #region 07.4-first
  let known = true
  last = (await inspector.snapshot()).channels
// #endregion
