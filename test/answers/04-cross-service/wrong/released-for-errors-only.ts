// services, rejected by 04.3-tried-again
// The claim is given back for an Error only: what rejects with a text or undefined keeps it.
    // #region 04.3-sendOrRelease
    try {
      await sendWelcome(event)
    } catch (error) {
      if (error instanceof Error) await store.release(key, token).catch(() => {})
      throw error
    }
    // #endregion
