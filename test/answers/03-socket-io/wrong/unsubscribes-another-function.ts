// rooms, rejected by 03.3-last
// It passes unsubscribe() a new function, so nothing is unsubscribed.
// #region 03.3-unsubscribeIfEmpty
    if (!hasMembers(room)) await pubsub.unsubscribe(channels.room(room), () => {})
// #endregion
