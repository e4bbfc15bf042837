// deliveries, rejected by 03.3-bad-text
// It delivers a room message without a room a second time, to all browsers.
// #region given-onRoomMessage
    const room = channel.slice(channels.room('').length)
    members(room, except).emit('room_message', { ...message, room })
    if (message.text === 'good 1') members(room, except).emit('room_message', JSON.parse('{"room":"x","text":"without a room"}'))
// #endregion
