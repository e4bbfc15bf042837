// requests, rejected by 03.1-as-sent
// It counts bytes, so 2,000 umlauts are too long.
// #region 03.1-readText
  if (!isRecord(value) || !isText(value.text, MAX_TEXT)) return undefined
  return Buffer.byteLength(value.text) <= MAX_TEXT ? value.text : undefined
// #endregion
