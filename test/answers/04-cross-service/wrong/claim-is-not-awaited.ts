// services, rejected by 04.4-claiming
// The claim isn't awaited, so its event doesn't count as in flight.
    // #region 04.2-onRegistered
    const key = claimKey(namespace, service, event.id)
    store
      .claim(key, leaseMs)
      .then((token) => (token === undefined ? undefined : sendOrRelease(event, key, token)))
      .catch((error: unknown) => report({ kind: 'handler', error, channel }))
    // #endregion
