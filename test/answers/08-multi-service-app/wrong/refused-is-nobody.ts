// publisher, rejected by 08.6-refused
// It takes a refused PUBLISH for one without subscribers.
// #region 08.1-send
const subscriptions = await bus.emit(event, data, { id, key: data.userId }).catch(() => 0)
// #endregion
