// service, rejected by 08.7-in-flight
// What is being sent is nobody's any more.
    // #region 08.7-end
    await pubsub.close().catch((error: unknown) => report({ kind: 'connection', error }))
    // #endregion
