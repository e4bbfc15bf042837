// publisher, rejected by 08.6-refused
// It treats a refused PUBLISH as one that no subscriber received.
// #region 08.1-send
const subscriptions = await bus.emit(event, data, { id, key: data.userId }).catch(() => 0)
// #endregion
