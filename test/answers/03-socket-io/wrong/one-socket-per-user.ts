// deliveries, rejected by 03.2-all-tabs
// It emits to one tab of the user.
// #region given-onNotification
    const delivery = decode(payload, channel, readNotification, report)
    if (!delivery) return
    const tab = [...io.of('/').sockets.values()].findLast(({ data }) => data.user?.id === delivery.userId)
    tab?.emit('notification', delivery.notification)
// #endregion
