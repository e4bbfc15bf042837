// events, rejected by 04.6-versions
// It rejects later versions, but converts strings to numbers first.
  // #region 04.6-checkVersion
  if (version !== undefined && Number(version) !== 1) throw new TypeError('unknown version')
  // #endregion
