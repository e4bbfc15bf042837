// service, rejected by 08.7-away and 08.7-refused
// close() rejects with what the end of a subscription rejects with.
    // #region 08.7-end
    await pubsub.unsubscribeAll()
    await events.close()
    await pubsub.close().catch((error: unknown) => report({ kind: 'connection', error }))
    // #endregion
