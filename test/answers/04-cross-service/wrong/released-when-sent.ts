// services, rejected by 04.2-late
// The work is done, so the claim is given back, and whoever comes late takes it.
    // #region 04.2-onRegistered
    const key = claimKey(namespace, service, event.id)
    const token = await store.claim(key, leaseMs)
    if (token === undefined) return
    try {
      await sendWelcome(event)
    } finally {
      await store.release(key, token).catch(() => {})
    }
    // #endregion
