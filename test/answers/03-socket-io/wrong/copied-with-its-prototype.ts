// requests, rejected by 03.1-invalid
// Object.assign() follows the key "__proto__", so the text is inherited.
// #region 03.1-readText
  if (!isRecord(value)) return undefined
  const { text } = Object.assign({}, value) as { text?: unknown }
  return isText(text, MAX_TEXT) ? text : undefined
// #endregion
