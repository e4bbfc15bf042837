// services, rejected by 04.3-mail-fails
// The mail has failed, and nobody hears of it.
    // #region 04.3-orRelease
    await act().catch(() => store.release(key, token))
    // #endregion
