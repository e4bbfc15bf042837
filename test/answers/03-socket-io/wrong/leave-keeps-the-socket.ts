// rooms, rejected by 03.3-last and 03.3-members
// The socket stays in the room, so the subscription never ends.
// #region given-leave
      if (!hasMembers(room)) await unsubscribeIfEmpty(room)
      void socket
// #endregion
