// requests, rejected by 03.1-published and 03.5-silent
// A request that waits for Redis holds up the requests of all sockets.
// #region given-handle
    const all = channels as { queue?: Promise<unknown> }
    const result = Promise.resolve(all.queue).then(() => request(socket, payload))
    all.queue = result.catch(() => {})
    try {
      return await result
    } catch (error) {
      report({ kind: 'connection', error })
      return refuse('unavailable')
    }
// #endregion
