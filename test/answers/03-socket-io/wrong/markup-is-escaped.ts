// requests, rejected by 03.1-as-sent
// It escapes markup, which only the page can do correctly.
// #region 03.1-readText
  if (!isRecord(value) || !isText(value.text, MAX_TEXT)) return undefined
  return value.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
// #endregion
