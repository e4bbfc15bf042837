// channel-watch.ts, rejected by 07.4-redis and 07.4-changes
// Each snapshot is compared with the first one, so that all is told again and again.
// #region 07.4-look
    try {
      const { channels } = await inspector.snapshot()
      for (const event of changes(last, channels)) if (!stop.signal.aborted) onEvent(event)
    } catch (error) {
      report({ kind: 'connection', error })
    }
// #endregion
