// gateway, rejected by 03.1-invalid
// A listener reads a field of a malformed request, and Socket.IO does not catch the error.
// #region 03.2-admit
    const user = await options.identify(socket.handshake)
    if (!user) return next(new Error('unauthorized'))
    socket.data.user = user
    await socket.join(userRoom(user.id))
    socket.on('send_message', ({ text }) => void text)
    next()
// #endregion
