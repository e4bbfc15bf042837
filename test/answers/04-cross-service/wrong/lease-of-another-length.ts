// services, rejected by 04.2-elsewhere
// It uses a fixed lease instead of leaseMs.
    // #region 04.2-onRegistered
    const key = claimKey(namespace, service, event.id)
    const token = await store.claim(key, 10_000)
    if (token === undefined) return
    await sendOrRelease(event, key, token)
    // #endregion
