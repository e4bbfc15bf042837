// channel-watch.ts, rejected by 07.4-unknown
// It doesn't report a failed snapshot.
// #region 07.4-look
    try {
      const { channels } = await inspector.snapshot()
      const events = changes(last, channels)
      last = channels
      for (const event of events) if (!stop.signal.aborted) onEvent(event)
    } catch {
      // The next one will do.
    }
// #endregion
