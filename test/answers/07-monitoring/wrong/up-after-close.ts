// monitor.ts, rejected by 07.2-close
// The last status stays, though nobody looks any more.
// #region 07.2-end
  async function end(): Promise<void> {
    stop.abort()
    flight?.land(null)
    await running
    const unsubscribed = pubsub.unsubscribe(channel, arrived).catch(() => {})
    await Promise.race([unsubscribed, delay(CLOSE_WITHIN_MS, undefined, { ref: false })])
  }
// #endregion
