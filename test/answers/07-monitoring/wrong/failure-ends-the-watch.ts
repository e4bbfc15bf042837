// channel-watch.ts, rejected by 07.4-unknown
// The first failed snapshot ends the watch.
// #region 07.4-look
    const { channels } = await inspector.snapshot().catch((error: unknown) => {
      report({ kind: 'connection', error })
      stop.abort()
      return { channels: last }
    })
    const events = changes(last, channels)
    last = channels
    for (const event of events) if (!stop.signal.aborted) onEvent(event)
// #endregion
