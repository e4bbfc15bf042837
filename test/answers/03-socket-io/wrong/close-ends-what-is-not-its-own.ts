// gateway, rejected by 03.4-close
// unsubscribeAll() also ends the subscriptions of the application.
// #region 03.4-end
    sockets.stop()
    await settled(report, [rooms.close(), pubsub.unsubscribeAll()])
// #endregion
