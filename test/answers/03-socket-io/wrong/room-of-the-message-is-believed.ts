// gateway, rejected by 03.3-bad-text
// A message without a room goes to the room of that name: `undefined`.
    // #region 03.3-onRoomMessage
    const message = read(payload, channel, readMessage)
    if (message) io.to(socketRoom(channel.slice(channelOf('').length))).emit('room_message', { ...message, room: channel })
    // #endregion
