// channel-watch.ts, rejected by 07.4-redis and 07.4-changes
// It compares each snapshot with the first one, so it repeats all events.
// #region 07.4-look
    try {
      const { channels } = await inspector.snapshot()
      for (const event of changes(last, channels)) if (!stop.signal.aborted) onEvent(event)
    } catch (error) {
      report({ kind: 'connection', error })
    }
// #endregion
