// payloads, rejected by 03.1-as-sent
// Making a text harmless is for the page that shows it.
  // #region 03.1-readText
  if (!isRecord(value)) return undefined
  return isText(value.text, LONGEST_TEXT) ? value.text.replaceAll('<', '&lt;') : undefined
  // #endregion
