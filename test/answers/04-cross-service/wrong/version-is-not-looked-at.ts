// events, rejected by 04.6-versions
// An old replica claims what it does not understand.
    // #region 04.6-checkVersion
  void version
    // #endregion
