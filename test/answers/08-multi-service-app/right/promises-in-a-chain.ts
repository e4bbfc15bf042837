// publisher
// Nothing is awaited in `send`, and the time limit is an AbortSignal.
    // #region 08.1-send
    board.sends(event, id)
    return bus.emit(event, data, { id, key: data.userId }).then((subscriptions) => {
      board.confirms(id)
      return subscriptions
    })
    // #endregion
// #region 08.6-inTime
function inTime<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(ms)
    signal.addEventListener('abort', () => reject(signal.reason as Error))
    work.then(resolve, reject)
  })
}
// #endregion
