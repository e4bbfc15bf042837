// channel-watch.ts, rejected by 07.4-close
// A snapshot that was in flight at close() causes events.
// #region 07.4-look
    try {
      const { channels } = await inspector.snapshot()
      const events = changes(last, channels)
      last = channels
      for (const event of events) onEvent(event)
    } catch (error) {
      report({ kind: 'connection', error })
    }
// #endregion
