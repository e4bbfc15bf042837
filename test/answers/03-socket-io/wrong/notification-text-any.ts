// deliveries, rejected by 03.2-bad-text
// It accepts a notification with a text of any type.
// #region given-onNotification
    const delivery = decode(payload, channel, (value) => {
      const { notification } = Object(value)
      if (Object(notification) !== notification || !('text' in notification)) return readNotification(value)
      return readNotification({ ...Object(value), notification: { ...notification, text: `${notification.text}` } })
    }, report)
    if (delivery) localSockets().to(userRoom(delivery.userId)).emit('notification', delivery.notification)
// #endregion
