// services, rejected by 04.3-tried-again
// The claim of a failed event stays.
    // #region 04.3-sendOrRelease
    await sendWelcome(event)
    // #endregion
