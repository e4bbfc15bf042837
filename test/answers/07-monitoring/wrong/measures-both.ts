// monitor.ts, rejected by 07.2-answer-late
// It waits for the message and for the reply to PUBLISH.
// #region 07.2-canary
    const id = randomUUID()
    const sentAt = performance.now()
    const arrived = new Promise<void>((resolve) => {
      onMessage = (message) => {
        if (message === id) resolve()
      }
    })
    const published = pubsub.publish(channel, id).catch((error: unknown) => {
      report({ kind: 'connection', error })
      return new Promise<never>(() => {})
    })
    const both = Promise.all([arrived, published]).then(() => performance.now() - sentAt)
    return Promise.race([both, sleep(downAfterMs, null, { ref: false })])
// #endregion
