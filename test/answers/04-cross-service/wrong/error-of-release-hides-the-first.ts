// services, rejected by 04.8-release-fails
// The error from release() hides the email's error.
    // #region 04.3-sendOrRelease
    try {
      await sendWelcome(event)
    } catch (error) {
      await store.release(key, token)
      throw error
    }
    // #endregion
