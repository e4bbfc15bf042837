// in-flight, rejected by 04.4-while-it-ends
// What is in hand is looked at before UNSUBSCRIBE is answered: nobody waits for what is handed over meanwhile.
    // #region 04.4-endOnce
  async function endOnce(stop: () => Promise<void>): Promise<void> {
    const stopped = stop()
      .catch((error: unknown) => report({ kind: 'connection', error }))
      .then(() => closed.abort())
    const done = Promise.all([stopped, Promise.allSettled(begun)])
    const late = await Promise.race([
      done.then(() => false),
      delay(graceMs, true, { ref: false }),
    ])
    if (late && begun.size > 0) report({ kind: 'handler', error: new Error('Not all is done.'), channel })
  }
    // #endregion
