// payloads, rejected by 03.1-as-sent
// Bytes are counted, so 2,000 umlauts are too long.
  // #region 03.1-readText
  if (!isRecord(value) || !isText(value.text, LONGEST_TEXT)) return undefined
  return Buffer.byteLength(value.text) <= LONGEST_TEXT ? value.text : undefined
  // #endregion
