// channel-watch.ts, rejected by 07.4-start
// watchChannels() resolves before the first snapshot.
// #region 07.4-look
    try {
      const { channels } = await inspector.snapshot()
      const events = seen ? changes(last, channels) : []
      seen = true
      last = channels
      for (const event of events) if (!stop.signal.aborted) onEvent(event)
    } catch (error) {
      report({ kind: 'connection', error })
    }
// #endregion
// #region 07.4-first
  let seen = false
  last = new Map()
// #endregion
