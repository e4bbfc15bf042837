// service, rejected by 08.7-in-flight
// It closes the connection, and forgets the work in flight.
// #region 08.7-end
await pubsub.close().catch((error: unknown) => report({ kind: 'connection', error }))
// #endregion
