// services, rejected by 04.2-once
// As in the document: every replica sends.
    // #region 04.2-onRegistered
    await welcome(event)
    // #endregion
