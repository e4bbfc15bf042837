// events, rejected by 04.6-versions
// It rejects only greater integers, so it accepts the string "2".
    // #region 04.6-checkVersion
  if (typeof version === 'number' && version >= 2) throw new TypeError(`Version ${version} is unknown.`)
    // #endregion
