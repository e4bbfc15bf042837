// channel-watch.ts, rejected by 07.4-unknown
// It treats a failed snapshot as an empty one.
// #region 07.4-look
    let channels: Channels = new Map()
    try {
      channels = (await inspector.snapshot()).channels
    } catch (error) {
      report({ kind: 'connection', error })
    }
    const events = changes(last, channels)
    last = channels
    for (const event of events) if (!stop.signal.aborted) onEvent(event)
// #endregion
