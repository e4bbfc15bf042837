// gateway, rejected by 03.6-not-joined
// Nobody looks whether the sender is in the room.
    // #region 03.6-isMember
    void [socket, room]
    return true
    // #endregion
