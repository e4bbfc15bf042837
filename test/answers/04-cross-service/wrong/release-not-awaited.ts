// services, rejected by 04.4-claiming
// release() isn't awaited, so the process can exit before the claim is released.
    // #region 04.3-sendOrRelease
    try {
      await sendWelcome(event)
    } catch (error) {
      store.release(key, token).catch(() => {})
      throw error
    }
    // #endregion
