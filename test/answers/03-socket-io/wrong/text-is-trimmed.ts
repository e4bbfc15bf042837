// payloads, rejected by 03.1-as-sent
// White space at both ends is thought to be a mistake.
  // #region 03.1-readText
  if (!isRecord(value)) return undefined
  return isText(value.text, LONGEST_TEXT) ? value.text.trim() || ' ' : undefined
  // #endregion
