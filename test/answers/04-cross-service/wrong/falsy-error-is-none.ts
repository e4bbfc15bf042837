// services, rejected by 04.3-tried-again
// A mail that rejects with undefined counts as sent.
    // #region 04.3-sendOrRelease
    let failed: unknown
    await sendWelcome(event).catch((error: unknown) => {
      failed = error
    })
    if (!failed) return
    await store.release(key, token).catch(() => {})
    throw failed
    // #endregion
