// in-flight, rejected by 04.4-grace
// Each call of close() closes the service again.
    // #region given-drain
  function drain(stop: () => Promise<void>): Promise<void> {
    draining = drainOnce(stop)
    return draining
  }
    // #endregion
