// requests, rejected by 03.1-as-sent
// It refuses a text with exactly 2,000 characters.
// #region 03.1-readText
  if (!isRecord(value) || !isText(value.text, MAX_TEXT - 1)) return undefined
  return value.text
// #endregion
