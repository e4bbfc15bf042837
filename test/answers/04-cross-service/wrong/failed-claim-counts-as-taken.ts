// services, rejected by 04.3-claim-fails
// When Redis does not answer, it is left to somebody else, and nobody hears of it.
    // #region 04.2-onRegistered
    const key = claimKey(namespace, service, event.id)
    const token = await store.claim(key, leaseMs).catch(() => undefined)
    if (token === undefined) return
    await sendOrRelease(event, key, token)
    // #endregion
