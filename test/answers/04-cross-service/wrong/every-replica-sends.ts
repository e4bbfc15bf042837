// services, rejected by 04.2-two
// As in the tutorial, every replica sends.
    // #region 04.2-onRegistered
    await sendWelcome(event)
    // #endregion
