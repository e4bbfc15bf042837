// payloads, rejected by 03.3-bad-text
// Who is left out is not looked at: what is no text at all passes for it.
  // #region 03.3-readRoomDelivery
  const message = readMessage(value)
  if (!message || !isRecord(value)) return undefined
  const { room, except } = value
  if (typeof room !== 'string') return undefined
  return { room, ...message, except: except as string | undefined } as RoomDelivery
  // #endregion
