// in-time
// It limits the wait with an AbortSignal.
  // #region 08.6-inTime
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(ms)
    signal.addEventListener('abort', () => reject(signal.reason as Error))
    work.then(resolve, reject)
  })
  // #endregion
