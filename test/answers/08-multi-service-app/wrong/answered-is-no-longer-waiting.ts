// publisher, rejected by 08.9-full
// Everybody may wait.
    // #region 08.9-send
    // #endregion
