// in-flight, rejected by 04.4-grace
// Each call of close() closes the service again.
    // #region given-drain
    draining = drainOnce(stop)
    return draining
    // #endregion
