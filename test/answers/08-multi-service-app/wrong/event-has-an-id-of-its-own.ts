// publisher, rejected by 08.1-accepted
// The bus creates an ID, which differs from the one in the response.
// #region 08.1-send
const subscriptions = await bus.emit(event, data, { key: data.userId })
// #endregion
