// services, rejected by 04.8-release-fails
// When the claim cannot be given back, that hides why.
    // #region 04.3-sendOrRelease
    try {
      await sendWelcome(event)
    } catch (error) {
      await store.release(key, token)
      throw error
    }
    // #endregion
