// services, rejected by 04.3-email-fails
// The mail has failed, and nobody hears of it.
    // #region 04.3-sendOrRelease
    await sendWelcome(event).catch(() => store.release(key, token))
    // #endregion
