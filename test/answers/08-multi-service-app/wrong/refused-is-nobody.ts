// publisher, rejected by 08.6-refused
// A refused PUBLISH has reached no subscription, and that is told as 201.
    // #region 08.1-send
    board.sends(event, id)
    const subscriptions = await bus.emit(event, data, { id, key: data.userId }).catch(() => 0)
    board.confirms(id)
    return subscriptions
    // #endregion
