// service, rejected by 08.7-in-flight and 08.8-closing
// It closes the connection before the work has finished, which may still need it: no receipt can be sent.
// #region 08.7-end
await pubsub.close().catch((error: unknown) => report({ kind: 'connection', error }))
await events.close()
// #endregion
