// rooms, rejected by 03.3-acknowledged
// As in the document: nobody waits for SUBSCRIBE.
    // #region 03.3-join
    const room = enter(socket, name)
    await socket.join(socketRoom(name))
    settled(room).catch(() => {})
    return true
    // #endregion
