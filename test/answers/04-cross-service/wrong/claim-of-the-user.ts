// services, rejected by 04.2-again
// The claim names the user, so a second event about the same user finds it.
    // #region 04.2-onRegistered
    const key = claimKey(namespace, service, event.userId)
    const token = await store.claim(key, leaseMs)
    if (token === undefined) return
    await sendOrRelease(event, key, token)
    // #endregion
