// services, rejected by 04.3-email-fails
// A failed email is not reported.
    // #region 04.3-sendOrRelease
    await sendWelcome(event).catch(() => store.release(key, token))
    // #endregion
