// rooms, rejected by 03.3-members
// It looks for members while the last one is still in the room, so the subscription never ends.
// #region given-leave
      await unsubscribeIfEmpty(room)
      await socket.leave(socketRoom(room))
// #endregion
