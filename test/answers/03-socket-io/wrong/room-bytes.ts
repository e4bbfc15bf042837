// payloads, rejected by 03.3-names
// Bytes are counted, so 100 umlauts are too long.
  // #region 03.3-readRoom
  return isText(value, LONGEST_ROOM) && Buffer.byteLength(value) <= LONGEST_ROOM ? value : undefined
  // #endregion
