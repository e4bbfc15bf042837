// services, rejected by 04.3-tried-again
// If sending rejects with undefined, it treats the email as sent.
    // #region 04.3-sendOrRelease
    let failed: unknown
    await sendWelcome(event).catch((error: unknown) => {
      failed = error
    })
    if (!failed) return
    await store.release(key, token).catch(() => {})
    throw failed
    // #endregion
