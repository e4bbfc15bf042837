// events, rejected by 04.6-versions
// It rejects only versions greater than 1, so it accepts "two" and {}.
    // #region 04.6-checkVersion
  if ((version as number) > 1) throw new TypeError(`Version ${version} is unknown.`)
    // #endregion
