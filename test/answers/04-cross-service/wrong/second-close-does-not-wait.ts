// in-flight, rejected by 04.4-in-flight
// The second call resolves at once.
    // #region given-drain
    if (draining) return Promise.resolve()
    draining = drainOnce(stop)
    return draining
    // #endregion
