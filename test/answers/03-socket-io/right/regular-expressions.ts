// requests
// It reads the text with a regular expression.
// #region 03.1-readText
  const text: unknown = isRecord(value) ? value.text : undefined
  return typeof text === 'string' && /^[\s\S]{1,2000}$/.test(text) ? text : undefined
// #endregion
