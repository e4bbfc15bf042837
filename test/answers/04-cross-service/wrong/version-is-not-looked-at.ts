// events, rejected by 04.6-versions
// It doesn't check the version, so an old replica claims events that it doesn't understand.
    // #region 04.6-checkVersion
  void version
    // #endregion
