// monitor.ts, rejected by 07.2-down and 07.2-foreign
// PUBLISH returned 1, so the message must have arrived.
// #region 07.2-canary
    const sentAt = performance.now()
    return pubsub.publish(channel, randomUUID()).then(
      (count) => (count > 0 ? performance.now() - sentAt : null),
      (error: unknown) => {
        report({ kind: 'connection', error })
        return null
      },
    )
// #endregion
