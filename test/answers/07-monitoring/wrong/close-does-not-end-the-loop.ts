// channel-watch.ts, rejected by 07.4-close
// After close(), it calls onEvent no more, but keeps taking snapshots.
// #region 07.4-look
    try {
      const { channels } = await inspector.snapshot()
      const events = changes(last, channels)
      last = channels
      for (const event of events) if (!closed) onEvent(event)
    } catch (error) {
      report({ kind: 'connection', error })
    }
// #endregion
// #region 07.4-close
    closed = true
// #endregion
// #region 07.4-first
  let closed = false
  last = (await inspector.snapshot()).channels
// #endregion
