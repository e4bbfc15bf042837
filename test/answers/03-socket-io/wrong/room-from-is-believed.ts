// gateway, rejected by 03.3-spoof
// What the browser sends is spread over the message, so that it says who the message is from.
  // #region 03.3-sendRoomMessage
    const wish = readRoomText(payload)
    if (!wish) return 'invalid'
    const { room, text } = wish
    if (!isMember(socket, room)) return 'not-joined'
    const message = { room, ...newMessage(socket.data.user, text), ...(payload as object) }
    await pubsub.publishJson(channelOf(room), wish.others ? forOthers(message, socket) : message)
    return undefined
  // #endregion
