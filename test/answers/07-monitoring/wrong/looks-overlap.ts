// channel-watch.ts, rejected by 07.4-one
// It takes snapshots on an interval, even if one is in flight.
// #region 07.4-look
    const one = async () => {
      try {
        const { channels } = await inspector.snapshot()
        const events = changes(last, channels)
        last = channels
        for (const event of events) if (!stop.signal.aborted) onEvent(event)
      } catch (error) {
        report({ kind: 'connection', error })
      }
    }
    void one()
// #endregion
