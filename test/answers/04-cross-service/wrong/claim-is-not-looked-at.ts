// services, rejected by 04.2-two
// Every replica sends, whether it has the claim or not.
    // #region 04.2-onRegistered
    await store.claim(claimKey(namespace, service, event.id), leaseMs)
    await sendWelcome(event)
    // #endregion
