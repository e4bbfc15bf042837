// events, rejected by 04.6-versions
// Only a greater whole number counts as unknown: the text "2" is let in.
    // #region 04.6-checkVersion
  if (typeof version === 'number' && version >= 2) throw new TypeError(`Version ${version} is not known here.`)
    // #endregion
