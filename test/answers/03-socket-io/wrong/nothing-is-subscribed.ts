// gateway, rejected by 03.1-everybody and 03.2-all-tabs
// Messages are published, and no server listens.
    // #region 03.1-listen
    // #endregion

    // #region 03.2-listen
    // #endregion
