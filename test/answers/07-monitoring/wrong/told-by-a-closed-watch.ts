// channel-watch.ts, rejected by 07.4-close-inside
// After close() inside onEvent, it calls onEvent for the remaining changes.
// #region 07.4-look
    try {
      const { channels } = await inspector.snapshot()
      if (stop.signal.aborted) return
      const events = changes(last, channels)
      last = channels
      for (const event of events) onEvent(event)
    } catch (error) {
      report({ kind: 'connection', error })
    }
// #endregion
