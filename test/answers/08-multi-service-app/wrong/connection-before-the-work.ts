// service, rejected by 08.7-in-flight
// The connection is closed, then the work is finished, and its receipt cannot be given.
    // #region 08.7-end
    await pubsub.close().catch((error: unknown) => report({ kind: 'connection', error }))
    await events.close()
    // #endregion
