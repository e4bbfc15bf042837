// services, rejected by 04.3-claim-fails
// If Redis doesn't reply, the event is ignored without a report.
    // #region 04.2-onRegistered
    const key = claimKey(namespace, service, event.id)
    const token = await store.claim(key, leaseMs).catch(() => undefined)
    if (token === undefined) return
    await sendOrRelease(event, key, token)
    // #endregion
