// in-flight, rejected by 04.4-in-flight
// One mail that fails while close() waits makes it reject, with the others on their way.
    // #region 04.4-endOnce
  async function endOnce(stop: () => Promise<void>): Promise<void> {
    const done = async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      closed.abort()
      await Promise.all(begun)
    }
    await Promise.race([done(), delay(graceMs, undefined, { ref: false })])
    if (begun.size > 0) report({ kind: 'handler', error: new Error('Not all is done.'), channel })
  }
    // #endregion
