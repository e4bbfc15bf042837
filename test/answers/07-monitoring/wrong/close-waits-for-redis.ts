// monitor.ts, rejected by 07.2-close-away
// It publishes a last message, and tries until Redis confirms.
// #region 07.2-close
    stop.abort()
    health = healthOf(null)
    for (let isSent = false; !isSent; await sleep(100)) {
      isSent = await pubsub.publish(channel, 'closed').then(
        () => true,
        () => false,
      )
    }
    await pubsub.unsubscribe(channel, handler)
// #endregion
