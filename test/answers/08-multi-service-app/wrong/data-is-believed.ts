// events, rejected by 08.4-bad-data
// The envelope was checked, and the data in it was not.
  // #region 08.4-fitting
  void shape
  return { value: value as T }
  // #endregion
