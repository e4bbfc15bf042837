// requests, rejected by 03.1-as-sent
// It trims the text.
// #region 03.1-readText
  if (!isRecord(value) || !isText(value.text, MAX_TEXT)) return undefined
  return value.text.trim() || undefined
// #endregion
