// services, rejected by 04.4-claiming
// It counts an event as in flight only after its claim.
    // #region 04.2-onRegistered
    const key = claimKey(namespace, service, event.id)
    const token = await new Promise<string | undefined>((resolve, reject) => {
      void store.claim(key, leaseMs).then(resolve, reject)
    })
    if (token === undefined) return
    void sendOrRelease(event, key, token).catch((error: unknown) =>
      report({ kind: 'handler', error, channel }),
    )
    // #endregion
