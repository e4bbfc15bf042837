// requests, rejected by 03.1-invalid
// It counts code points instead of `length`, so 1,001 emoji are accepted.
// #region 03.1-readText
  if (!isRecord(value) || !(typeof value.text === 'string') || value.text === '') return undefined
  return [...value.text].length <= MAX_TEXT ? value.text : undefined
// #endregion
