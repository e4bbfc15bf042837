// rooms, rejected by 03.3-left
// It acknowledges a leave while UNSUBSCRIBE is in flight, and a rejection is unhandled.
// #region given-leave
      await socket.leave(socketRoom(room))
      void unsubscribeIfEmpty(room)
// #endregion
