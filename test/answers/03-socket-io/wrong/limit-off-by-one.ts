// payloads, rejected by 03.1-as-sent
// 2,000 characters are thought to be too many.
  // #region 03.1-readText
  if (!isRecord(value)) return undefined
  return isText(value.text, LONGEST_TEXT - 1) ? value.text : undefined
  // #endregion
