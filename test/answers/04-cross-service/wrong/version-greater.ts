// events, rejected by 04.6-versions
// Only what is greater than 1 is not known: "two" and {} are not greater.
    // #region 04.6-checkVersion
  if ((version as number) > 1) throw new TypeError(`Version ${version} is not known here.`)
    // #endregion
