// payloads, rejected by 03.3-names
// Two names that look the same are taken for one room.
  // #region 03.3-readRoom
  return isText(value, LONGEST_ROOM) ? value.normalize('NFC') : undefined
  // #endregion
