// gateway, rejected by 03.4-frozen and 03.4-away
// It retries until Redis replies.
// #region 03.4-end
    sockets.stop()
    for (let isEnded = false; !isEnded; ) {
      try {
        await rooms.close()
        await Promise.all([
          pubsub.unsubscribe(channels.broadcast, onBroadcast),
          pubsub.unsubscribe(channels.notifications, onNotification),
        ])
        isEnded = await pubsub.publish(`${options.namespace}closed`, '').then(() => true)
      } catch (error) {
        report({ kind: 'connection', error })
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    }
// #endregion
