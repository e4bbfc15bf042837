// analytics, rejected by 04.9-tracked
// Analytics drops events with data that it has seen before.
    // #region 04.9-onEvent
    const data = readOrReport(payload, readFields, { report, channel })
    const once = `${channel} ${payload}`
    if (!data || seen.has(once)) return
    seen.add(once)
    await track(channel.slice(prefixOf(namespace).length), data)
    // #endregion

    // #region given-analytics
  const seen = new Set<string>()
  const close = () => work.drain(() => pubsub.punsubscribe(pattern, handler))
  return listening(pubsub.psubscribe(pattern, handler), { close })
    // #endregion
