// services, rejected by 04.4-claiming
// Nobody waits for release(): close() resolves, and the process ends with the claim still there.
    // #region 04.3-sendOrRelease
    try {
      await sendWelcome(event)
    } catch (error) {
      store.release(key, token).catch(() => {})
      throw error
    }
    // #endregion
