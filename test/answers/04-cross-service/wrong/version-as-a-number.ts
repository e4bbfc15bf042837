// events, rejected by 04.6-versions
// Later versions are refused, and texts are turned into numbers.
  // #region 04.6-checkVersion
  if (version !== undefined && Number(version) !== 1) throw new TypeError('unknown version')
  // #endregion
