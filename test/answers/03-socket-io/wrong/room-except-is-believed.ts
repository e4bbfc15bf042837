// gateway, rejected by 03.3-spoof
// What the browser sends is taken along, so that it says who is left out.
  // #region 03.3-sendRoomMessage
    const wish = readRoomText(payload)
    if (!wish) return 'invalid'
    const { room, text } = wish
    if (!isMember(socket, room)) return 'not-joined'
    const message = { ...(payload as object), room, ...newMessage(socket.data.user, text) }
    await pubsub.publishJson(channelOf(room), wish.others ? forOthers(message, socket) : message)
    return undefined
  // #endregion
