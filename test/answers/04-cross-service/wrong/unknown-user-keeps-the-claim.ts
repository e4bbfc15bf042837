// services, rejected by 04.3-tried-again
// It releases the claim only if send() was called.
    // #region 04.3-sendOrRelease
    try {
      await sendWelcome(event)
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('There is no user')) throw error
      await store.release(key, token).catch(() => {})
      throw error
    }
    // #endregion
