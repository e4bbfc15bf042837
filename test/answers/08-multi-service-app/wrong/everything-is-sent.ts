// notification, rejected by 08.4-sends
// It sends a notification for every event of the shop.
// #region 08.4-listen
await events.onPattern('*', (_data, event) => handled(event, () => options.send(notificationOf(event))))
// #endregion
