// rooms
// If Redis rejects UNSUBSCRIBE, it reports that, and acknowledges the leave with ok.
// #region 03.3-unsubscribeIfEmpty
    if (hasMembers(room)) return
    await pubsub
      .unsubscribe(channels.room(room), onRoomMessage)
      .catch((error: unknown) => report({ kind: 'connection', error }))
// #endregion
