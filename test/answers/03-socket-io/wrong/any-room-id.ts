// payloads, rejected by 03.3-invalid
// As in the tutorial: whatever it is, it makes a name.
  // #region 03.3-readRoom
  return `${value}`
  // #endregion
