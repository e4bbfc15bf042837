// payloads, rejected by 03.1-invalid
// Characters are counted as people see them, not as length counts them.
  // #region 03.1-readText
  if (!isRecord(value)) return undefined
  const { text } = value
  if (typeof text !== 'string') return undefined
  const count = [...text].length
  return count > 0 && count <= LONGEST_TEXT ? text : undefined
  // #endregion
