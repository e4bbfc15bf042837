// events, rejected by 04.6-versions
// It compares loosely, so "1", true, and [1] pass as version 1.
    // #region 04.6-checkVersion
  if (Number(version ?? 1) !== 1) throw new TypeError(`Version ${version} is unknown.`)
    // #endregion
