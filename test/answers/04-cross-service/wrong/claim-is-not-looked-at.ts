// services, rejected by 04.2-two
// The claim is made, and whoever has not got it sends too.
    // #region 04.2-onRegistered
    await store.claim(claimKey(namespace, service, event.id), leaseMs)
    await sendWelcome(event)
    // #endregion
