// gateway, rejected by 03.5-close-refused
// After one rejected UNSUBSCRIBE, it does not end the others.
// #region 03.4-end
    sockets.stop()
    const work = async () => {
      await pubsub.unsubscribe(channels.broadcast, onBroadcast)
      await pubsub.unsubscribe(channels.notifications, onNotification)
      await rooms.close()
    }
    await settled(report, [work()])
// #endregion
