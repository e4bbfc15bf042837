// services, rejected by 04.3-tried-again
// Its `try` contains only send(), so the claim stays if the user isn't found.
    // #region 04.2-onRegistered
    const key = claimKey(namespace, service, event.id)
    const token = await store.claim(key, leaseMs)
    if (token === undefined) return
    const user = await store.find(event.userId)
    if (!user) throw new Error(`There is no user ${event.userId}.`)
    await sendOrRelease(event, key, token)
    // #endregion
