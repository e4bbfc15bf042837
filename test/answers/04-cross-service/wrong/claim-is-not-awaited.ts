// services, rejected by 04.4-claiming
// Nobody waits for the claim, so its event is not in hand.
    // #region 04.2-onRegistered
    const key = claimKey(namespace, service, event.id)
    store
      .claim(key, leaseMs)
      .then((token) => (token === undefined ? undefined : sendOrRelease(event, key, token)))
      .catch((error: unknown) => report({ kind: 'handler', error, channel }))
    // #endregion
