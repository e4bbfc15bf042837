// service, rejected by 08.7-down and 08.7-refused
// close() rejects if Redis does not confirm that it unsubscribes.
// #region 08.7-end
await pubsub.unsubscribeAll()
await events.close()
await pubsub.close().catch((error: unknown) => report({ kind: 'connection', error }))
// #endregion
