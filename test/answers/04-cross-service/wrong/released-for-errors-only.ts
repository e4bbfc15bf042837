// services, rejected by 04.3-tried-again
// It releases the claim only if the error is an instance of Error.
    // #region 04.3-sendOrRelease
    try {
      await sendWelcome(event)
    } catch (error) {
      if (error instanceof Error) await store.release(key, token).catch(() => {})
      throw error
    }
    // #endregion
