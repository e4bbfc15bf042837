// payloads
// Read by other means, with the fields of a room message in another order.
  // #region 03.1-readText
  const { text } = Object(value) as { text?: unknown }
  return typeof text === 'string' && /^[^]{1,2000}$/.test(text) ? text : undefined
  // #endregion

  // #region 03.3-readRoom
  return typeof value === 'string' && /^[^]{1,100}$/.test(value) ? value : undefined
  // #endregion

  // #region 03.3-readRoomDelivery
  const message = readMessage(value)
  if (!message) return undefined
  const { room, except } = value as { room?: unknown; except?: unknown }
  if (typeof room !== 'string' || (except !== undefined && typeof except !== 'string')) return undefined
  return { ...message, room, ...(except === undefined ? {} : { except }) }
  // #endregion
