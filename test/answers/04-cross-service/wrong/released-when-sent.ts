// services, rejected by 04.2-late
// The claim is released after the email was sent, and a late replica claims the event again.
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
