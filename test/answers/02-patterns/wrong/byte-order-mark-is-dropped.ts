// channels.ts, rejected by 02.2-ids
// TextDecoder removes U+FEFF at the beginning.
// #region given-decode
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(unescape(part), 'latin1'))
  } catch {
    return undefined
  }
// #endregion
// #region 02.5-parse
    return parsed
// #endregion
