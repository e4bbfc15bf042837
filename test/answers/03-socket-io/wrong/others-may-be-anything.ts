// payloads, rejected by 03.7-others
// Whatever `others` is, it is taken for true or false.
  // #region 03.3-readRoomText
  if (!isRecord(value)) return undefined
  const room = readRoom(value.room)
  const text = readText(value)
  if (room === undefined || text === undefined) return undefined
  return { room, text, others: Boolean(value.others) }
  // #endregion
