// services, rejected by 04.3-store-fails
// When Redis does not answer, it is left to somebody else, and nobody hears of it.
    // #region 04.2-onRegistered
    const key = claimKey(namespace, service, event.id)
    const token = await store.claim(key, leaseMs).catch(() => undefined)
    if (token === undefined) return
    await orRelease(key, token, () => welcome(event))
    // #endregion
