// services, rejected by 04.3-email-fails and 04.4-in-flight
// The event counts as handled before its email is sent, so the failure of an email is an unhandled rejection.
    // #region 04.2-onRegistered
    const key = claimKey(namespace, service, event.id)
    const token = await store.claim(key, leaseMs)
    if (token === undefined) return
    sendOrRelease(event, key, token)
    // #endregion
