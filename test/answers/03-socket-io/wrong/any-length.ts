// requests, rejected by 03.1-invalid
// It accepts texts of any length.
// #region 03.1-readText
  if (!isRecord(value) || !(typeof value.text === 'string') || value.text === '') return undefined
  return value.text
// #endregion
